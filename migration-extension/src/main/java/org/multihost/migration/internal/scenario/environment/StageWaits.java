package org.multihost.migration.internal.scenario.environment;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.multihost.migration.internal.time.Time;

/**
 * The waits for stages, each with a deadline. The failure of a stage is thrown itself, whatever its
 * type.
 *
 * @param time the clock of the waits
 */
public record StageWaits(Time time) {

  /**
   * Waits for a stage, up to the limit.
   *
   * @return the result of the stage, or {@code otherwise} if it did not complete in time
   * @throws InterruptedException if this thread is interrupted, as it is when another host fails
   */
  public <T> T within(Duration limit, CompletionStage<T> stage, T otherwise)
      throws InterruptedException {
    return within(limit, stage).orElse(otherwise);
  }

  /**
   * As {@link #within(Duration, CompletionStage, Object)}, but empty if the stage did not complete
   * in time.
   */
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

  /** Waits for that time to pass. */
  public void pass(Duration duration) throws InterruptedException {
    within(duration, new CompletableFuture<Boolean>(), true);
  }

  /**
   * Waits for a stage.
   *
   * @param late supplies the exception if the stage does not complete in time
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
    return SneakyThrow.rethrow(Objects.requireNonNull(e.getCause()));
  }
}
