package org.multihost.migration.internal.jupiter;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.internal.rendezvous.ClassScope;
import org.multihost.migration.internal.wire.ThrowableRecord;

/**
 * The end of a test class on this host: all hosts meet, and what failed in the class on another
 * one, outside of the tests, fails it here, too.
 *
 * <p>They meet twice: after the tests, where an exception is thrown as it is; and when all else of
 * the class has ended, for what has failed since then, which JUnit wraps.
 *
 * @param id the class's unique id
 * @param limit how long to wait for the other hosts
 * @param thrown what the class has thrown on this host
 */
final class ClassEnd {

  private final ClassScope scope;
  private final String id;
  private final Duration limit;
  private final Supplier<Optional<Throwable>> thrown;
  private @Nullable RuntimeException ofOthers;

  ClassEnd(ClassScope scope, String id, Duration limit, Supplier<Optional<Throwable>> thrown) {
    this.scope = scope;
    this.id = id;
    this.limit = limit;
    this.thrown = thrown;
  }

  boolean isOf(String uniqueId) {
    return id.equals(uniqueId);
  }

  /** Meets the others after the tests. */
  void ofTests() {
    meet(thrown.get(), scope::meet);
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
    meet(Optional.ofNullable(own), scope::finish);
    if (failure != null) {
      throw failure;
    }
  }

  private void meet(
      Optional<Throwable> own, Function<Duration, Optional<RuntimeException>> meeting) {
    Thread.interrupted(); // what the class left behind must not end the meeting
    own.filter(failure -> failure != ofOthers)
        .ifPresent(failure -> scope.fail(id, "the class", failure));
    Optional<RuntimeException> elsewhere = meeting.apply(limit);
    boolean failed = own.filter(failure -> !ThrowableRecord.isAbort(failure)).isPresent();
    if (!failed && elsewhere.isPresent()) {
      ofOthers = elsewhere.get();
      throw ofOthers;
    }
  }
}
