package org.multihost.migration.internal.scenario.failure;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.internal.time.Time;
import org.multihost.migration.internal.wire.ThrowableParts;

/**
 * The causes of the interrupts of a test's threads, by JUnit and by the test's own code. Safe for
 * use by several threads.
 */
final class InterruptCauses {

  private final Thread entryThread = Thread.currentThread();
  private final CompletableFuture<Throwable> reported;
  private final CompletableFuture<Void> ownCodeEnded = new CompletableFuture<>();
  private final Time time;
  private volatile @Nullable TimeoutException timedOut;

  /**
   * Creates the causes of a test that this thread has entered.
   *
   * @param reported completes with the first failure or abort of the test
   */
  InterruptCauses(CompletableFuture<Throwable> reported, Time time) {
    this.reported = reported;
    this.time = time;
  }

  /** Records that a time-out of JUnit's is about to interrupt the test. */
  void timesOut(TimeoutException timeout) {
    timedOut = timeout;
  }

  /** Records that the test's own thread reports no further cause. */
  void ownCodeEnds() {
    ownCodeEnded.complete(null);
  }

  /** Returns whether this is the time-out that was recorded. */
  boolean isTimeout(@Nullable Throwable known) {
    return known != null && known == timedOut;
  }

  /** Returns JUnit's time-out in place of what its interrupt has caused. */
  Throwable causeOf(Throwable thrown) {
    TimeoutException timeout = timedOut;
    return timeout != null && Interruption.caused(thrown) ? timeout : ThrowableParts.sound(thrown);
  }

  /**
   * Waits, on another thread than the test's, until the test's own thread has reported why it has
   * interrupted this one, or until it cannot report that any more.
   */
  void awaitReport() {
    if (Thread.currentThread() != entryThread) {
      CompletableFuture<Object> either = CompletableFuture.anyOf(reported, ownCodeEnded);
      time.awaitUninterruptibly(either.thenApply(any -> true), Interruption.FOR_CAUSE, false);
    }
  }
}
