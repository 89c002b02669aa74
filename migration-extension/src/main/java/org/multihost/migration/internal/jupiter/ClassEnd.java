package org.multihost.migration.internal.jupiter;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.platform.commons.JUnitException;
import org.junit.platform.engine.TestExecutionResult;
import org.multihost.migration.internal.rendezvous.ClassScope;
import org.multihost.migration.internal.scenario.environment.SneakyThrow;
import org.multihost.migration.internal.wire.ThrowableRecord;

/**
 * The end of a test class on this host. The hosts wait for each other, and a failure in the class
 * on another host, outside of its tests, fails the class here, too.
 *
 * <p>They wait three times: after the tests, where an exception is thrown as it is; after the
 * extensions have ended, for failures since the first time; and after JUnit has closed the class,
 * for failures while it closed. The last ones are too late for the class on the other hosts.
 */
final class ClassEnd {

  private final ClassScope scope;
  private final String id;
  private final Duration limit;
  private final Supplier<Optional<Throwable>> thrown;
  private final LateFailures late;
  private @Nullable RuntimeException ofOthers;
  private @Nullable Throwable reported; // guarded by this
  private boolean broken;

  /**
   * Creates the end of a class that was entered.
   *
   * @param id the class's unique id
   * @param limit the timeout of each wait for the other hosts
   * @param thrown supplies the exception of the class on this host
   * @param late receives failures that are too late for the class
   */
  ClassEnd(
      ClassScope scope,
      String id,
      Duration limit,
      Supplier<Optional<Throwable>> thrown,
      LateFailures late) {
    this.scope = scope;
    this.id = id;
    this.limit = limit;
    this.thrown = thrown;
    this.late = late;
  }

  boolean isOf(String uniqueId) {
    return id.equals(uniqueId);
  }

  /**
   * Records a failure in the class, outside of its tests, of which the other hosts are told: the
   * class fails on this host, too, even if another extension swallows it, or makes it an abort. Any
   * thread may call it.
   */
  synchronized void failed(Throwable failure) {
    if (reported == null && !ThrowableRecord.isAbort(failure)) {
      reported = failure;
    }
  }

  /** Waits for the other hosts after the tests. */
  void ofTests() {
    throwIfNew(thrown.get(), scope::meet);
    unthrown(thrown.get()).ifPresent(SneakyThrow::rethrow);
  }

  /** Returns the reported failure if the class has not failed on this host. */
  private synchronized Optional<Throwable> unthrown(Optional<Throwable> own) {
    boolean failed = own.filter(each -> !ThrowableRecord.isAbort(each)).isPresent();
    return failed ? Optional.empty() : Optional.ofNullable(reported);
  }

  /** Runs this host's last step in the class, then waits for the other hosts. */
  void ofClass(Runnable lastStep) {
    RuntimeException failure = null;
    try {
      lastStep.run();
    } catch (RuntimeException e) {
      failure = e;
    }
    Throwable own = thrown.get().orElse(failure);
    try {
      throwIfNew(Optional.ofNullable(own), scope::finish);
    } catch (RuntimeException elsewhere) {
      throw new FailureAtClosing(elsewhere);
    }
    if (failure != null) {
      throw failure;
    }
    Optional<Throwable> since = unthrown(Optional.ofNullable(own));
    if (since.isPresent()) {
      throw new FailureAtClosing(since.get());
    }
  }

  /** Waits for the other hosts after JUnit has closed the class; throws nothing. */
  void ofAll(TestExecutionResult result) {
    boolean failed = result.getStatus() == TestExecutionResult.Status.FAILED;
    try {
      Optional<Throwable> own = result.getThrowable().filter(each -> failed);
      Optional<RuntimeException> elsewhere =
          meet(own.map(ClassEnd::unwrapped), "the end of [" + id + "]", scope::leave);
      elsewhere.filter(each -> !failed).ifPresent(late::add);
      unthrown(result.getThrowable()).filter(each -> !failed).ifPresent(late::add);
    } catch (RuntimeException notMet) {
      late.add(notMet);
    }
  }

  /**
   * Returns the exception that was thrown while JUnit closed the class, without JUnit's wrapper.
   */
  private static Throwable unwrapped(Throwable failure) {
    return failure instanceof JUnitException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  private void throwIfNew(
      Optional<Throwable> own, Function<Duration, Optional<RuntimeException>> meeting) {
    Optional<RuntimeException> elsewhere = meet(own, "the class", meeting);
    boolean failed = own.filter(failure -> !ThrowableRecord.isAbort(failure)).isPresent();
    if (!failed && elsewhere.isPresent()) {
      ofOthers = elsewhere.get();
      throw ofOthers;
    }
  }

  /**
   * Returns what this host has thrown itself: JUnit lets the failure of another host suppress what
   * this host throws after it.
   */
  private Optional<Throwable> ofThisHost(Throwable own) {
    return own == ofOthers
        ? Arrays.stream(own.getSuppressed())
            .filter(each -> !ThrowableRecord.isAbort(each))
            .findFirst()
        : Optional.of(own);
  }

  /** A host whose wait has failed once leaves without waiting again. */
  private Optional<RuntimeException> meet(
      Optional<Throwable> own,
      String doing,
      Function<Duration, Optional<RuntimeException>> meeting) {
    Thread.interrupted(); // an interrupt flag left by the class must not end the wait
    boolean apart = broken;
    broken = true;
    own.flatMap(this::ofThisHost).ifPresent(failure -> scope.fail(id, doing, failure));
    if (apart) {
      scope.abandon();
      return Optional.empty();
    }
    Optional<RuntimeException> elsewhere = meeting.apply(limit);
    broken = false;
    return elsewhere;
  }
}
