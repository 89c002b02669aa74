package org.multihost.migration.internal.scenario;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.multihost.migration.internal.config.Timeouts;

/** Waiting for what a driver completes, with a deadline. */
final class Waits {

  private Waits() {}

  /**
   * Waits for a stage, no longer than it is worth.
   *
   * @return what it completed with, or {@code otherwise} when it did not in that time
   * @throws InterruptedException if this thread is interrupted, as it is when another host fails
   */
  static <T> T within(Duration time, CompletionStage<T> stage, T otherwise)
      throws InterruptedException {
    CompletableFuture<T> either = stage.toCompletableFuture().copy();
    either.completeOnTimeout(otherwise, time.toNanos(), TimeUnit.NANOSECONDS);
    return await(
        either,
        time.plus(Timeouts.SLACK),
        () -> new IllegalStateException("The timer of [%s] did not go off".formatted(time)));
  }

  /** Does something when that time has passed, on a thread of the common pool. */
  static void after(Duration time, Runnable task) {
    CompletableFuture.delayedExecutor(time.toNanos(), TimeUnit.NANOSECONDS).execute(task);
  }

  /** Lets that time pass. */
  static void pass(Duration time) throws InterruptedException {
    within(time, new CompletableFuture<Boolean>(), true);
  }

  /**
   * Waits for a stage.
   *
   * @param late makes the error of a stage that does not complete in time
   * @throws InterruptedException if this thread is interrupted, as it is when another host fails
   */
  static <T> T await(CompletionStage<T> stage, Duration timeout, Supplier<RuntimeException> late)
      throws InterruptedException {
    try {
      return stage.toCompletableFuture().get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw late.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
