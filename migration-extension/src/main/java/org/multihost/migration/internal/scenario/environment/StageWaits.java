package org.multihost.migration.internal.scenario.environment;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.multihost.migration.internal.time.Time;

/**
 * Waiting for what a driver completes, with a deadline.
 *
 * @param time the clock
 */
public record StageWaits(Time time) {

  /**
   * Waits for a stage, no longer than it is worth.
   *
   * @return what it completed with, or {@code otherwise} when it did not in that time
   * @throws InterruptedException if this thread is interrupted, as it is when another host fails
   */
  public <T> T within(Duration limit, CompletionStage<T> stage, T otherwise)
      throws InterruptedException {
    return within(limit, stage).orElse(otherwise);
  }

  /** As the other one; empty if the stage did not complete in that time. */
  public <T> Optional<T> within(Duration limit, CompletionStage<T> stage)
      throws InterruptedException {
    try {
      return Optional.of(time.await(stage, limit));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw unwrapped(e);
    }
  }

  /** Lets that time pass. */
  public void pass(Duration duration) throws InterruptedException {
    within(duration, new CompletableFuture<Boolean>(), true);
  }

  /**
   * Waits for a stage.
   *
   * @param late makes the error of a stage that does not complete in time
   * @throws InterruptedException if this thread is interrupted, as it is when another host fails
   */
  public <T> T await(CompletionStage<T> stage, Duration timeout, Supplier<RuntimeException> late)
      throws InterruptedException {
    try {
      return time.await(stage, timeout);
    } catch (TimeoutException e) {
      throw late.get();
    } catch (ExecutionException e) {
      throw unwrapped(e);
    }
  }

  private static RuntimeException unwrapped(ExecutionException e) {
    return e.getCause() instanceof RuntimeException cause
        ? cause
        : new IllegalStateException(e.getCause());
  }
}
