package org.multihost.migration.internal.scenario;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Waiting for what a driver completes, with a deadline. */
final class Waits {

  private Waits() {}

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
