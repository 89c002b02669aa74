package org.multihost.migration.internal.time;

import java.lang.management.ThreadInfo;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeoutException;

/**
 * The clock, the timed waits and the threads of a host. All code that waits with a deadline, or
 * starts a thread that does, uses this interface. Safe for use by several threads.
 */
public interface Time {

  /** Returns the real clock of this host. */
  static Time system() {
    return new SystemTime();
  }

  /** Reads the monotonic clock, in nanoseconds; only differences have a meaning. */
  long nanos();

  /**
   * Waits until a stage completes.
   *
   * @throws TimeoutException if it does not complete within the limit
   * @throws ExecutionException if it completes exceptionally
   */
  <T> T await(CompletionStage<T> stage, Duration limit)
      throws InterruptedException, ExecutionException, TimeoutException;

  /** Runs a task after a delay, on another thread. */
  void after(Duration delay, Runnable task);

  /** Creates a daemon thread, not started yet. */
  Thread thread(String name, Runnable task);

  /**
   * Waits until a thread of {@link #thread} has ended.
   *
   * @return whether it ended within the limit
   */
  boolean join(Thread thread, Duration limit) throws InterruptedException;

  /** Creates an executor with one daemon thread. */
  ExecutorService executor(String name);

  /** Lists all threads of this host as they are now, with the locks that they hold. */
  ThreadInfo[] threads();

  /** Returns the time since a reading of {@link #nanos}. */
  default Duration since(long start) {
    return Duration.ofNanos(nanos() - start);
  }

  /**
   * Waits until a stage completes, also on an interrupted thread, whose interrupt flag is restored.
   *
   * @return its value, or {@code otherwise} if it fails or does not complete within the limit
   */
  default <T> T awaitUninterruptibly(CompletionStage<T> stage, Duration limit, T otherwise) {
    long start = nanos();
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try {
          return await(stage, limit.minus(since(start)));
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException | TimeoutException e) {
          return otherwise;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
