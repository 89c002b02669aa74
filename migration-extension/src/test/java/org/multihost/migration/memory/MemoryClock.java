package org.multihost.migration.memory;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * The time of a hypervisor in memory. Its tasks run one after the other on one thread, in the order
 * of their times and, at the same time, in the order in which they were given.
 */
public interface MemoryClock {

  /** A task that is to run. */
  @FunctionalInterface
  interface Timer {
    /** Keeps it from running; harmless when it has run. */
    void cancel();
  }

  /** The time since some fixed moment. */
  Duration now();

  /** Runs a task when that time has passed; never on the caller's stack. */
  Timer after(Duration delay, Runnable task);

  /** The time of day, for time stamps. */
  default Instant instant() {
    return Instant.EPOCH.plus(now());
  }

  /**
   * Blocks this thread until a task of this clock completes the future; there is always one that
   * does.
   */
  default <T> T await(CompletableFuture<T> future) throws InterruptedException, ExecutionException {
    return future.get();
  }
}
