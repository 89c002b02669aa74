package org.multihost.migration.internal.jupiter;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.platform.commons.JUnitException;
import org.junit.platform.engine.TestExecutionResult;
import org.multihost.migration.internal.rendezvous.ClassScope;
import org.multihost.migration.internal.wire.ThrowableRecord;

/**
 * The end of a test class on this host: all hosts meet, and what failed in the class on another
 * one, outside of the tests, fails it here, too.
 *
 * <p>They meet three times: after the tests, where an exception is thrown as it is; when the
 * extensions have ended, for what has failed since then; and when JUnit has closed all of the
 * class, for what failed there, which is too late for the class on the other hosts.
 */
final class ClassEnd {

  private final ClassScope scope;
  private final String id;
  private final Duration limit;
  private final Supplier<Optional<Throwable>> thrown;
  private final LateFailures late;
  private @Nullable RuntimeException ofOthers;
  private boolean broken;

  /**
   * An end to come.
   *
   * @param id the class's unique id
   * @param limit how long to wait for the other hosts
   * @param thrown what the class has thrown on this host
   * @param late where failures go that are too late for the class
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

  /** Meets the others after the tests. */
  void ofTests() {
    throwIfNew(thrown.get(), scope::meet);
  }

  /** Does this host's last step in the class, and meets the others. */
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
  }

  /** Meets the others when the class has ended for JUnit; throws nothing. */
  void ofAll(TestExecutionResult result) {
    boolean failed = result.getStatus() == TestExecutionResult.Status.FAILED;
    try {
      Optional<Throwable> own = result.getThrowable().filter(each -> failed);
      Optional<RuntimeException> elsewhere =
          meet(own.map(ClassEnd::unwrapped), "the end of [" + id + "]", scope::leave);
      elsewhere.filter(each -> !failed).ifPresent(late::add);
    } catch (RuntimeException notMet) {
      late.add(notMet);
    }
  }

  /** What was thrown where JUnit closed the class. */
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

  /** A host that has once not met the others leaves without waiting for them again. */
  private Optional<RuntimeException> meet(
      Optional<Throwable> own,
      String doing,
      Function<Duration, Optional<RuntimeException>> meeting) {
    Thread.interrupted(); // what the class left behind must not end the meeting
    boolean apart = broken;
    broken = true;
    own.filter(failure -> failure != ofOthers).ifPresent(failure -> scope.fail(id, doing, failure));
    if (apart) {
      scope.abandon();
      return Optional.empty();
    }
    Optional<RuntimeException> elsewhere = meeting.apply(limit);
    broken = false;
    return elsewhere;
  }
}
