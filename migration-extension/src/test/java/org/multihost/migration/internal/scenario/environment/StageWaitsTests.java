package org.multihost.migration.internal.scenario.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.multihost.migration.internal.time.Time;

@Timeout(60)
class StageWaitsTests {

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(20);

  private final StageWaits waits = new StageWaits(Time.system());

  private String await(CompletionStage<String> stage) throws InterruptedException {
    return waits.await(stage, LONG, () -> new IllegalArgumentException("late"));
  }

  @Test
  void aStageThatCompletesGivesItsValue() throws InterruptedException {
    CompletionStage<String> stage = CompletableFuture.completedStage("come");
    assertThat(await(stage)).isEqualTo("come");
    assertThat(waits.within(LONG, stage)).contains("come");
    assertThat(waits.within(LONG, stage, "otherwise")).isEqualTo("come");
  }

  @Test
  void aStageThatDoesNotCompleteInTimeGivesTheCallersWord() throws InterruptedException {
    CompletableFuture<String> never = new CompletableFuture<>();
    assertThat(waits.within(SHORT, never)).isEmpty();
    assertThat(waits.within(SHORT, never, "otherwise")).isEqualTo("otherwise");
    assertThatThrownBy(() -> waits.await(never, SHORT, () -> new IllegalArgumentException("late")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("late");
  }

  @Test
  void aRuntimeExceptionOfAStageIsThrownItself() {
    IllegalStateException failure = new IllegalStateException("wrong");
    assertThatThrownBy(() -> await(CompletableFuture.failedStage(failure))).isSameAs(failure);
    assertThatThrownBy(() -> waits.within(LONG, CompletableFuture.failedStage(failure)))
        .isSameAs(failure);
  }

  @Test
  void anErrorOfAStageIsThrownItself() {
    AssertionError failure = new AssertionError("wrong");
    assertThatThrownBy(() -> await(CompletableFuture.failedStage(failure))).isSameAs(failure);
  }

  @Test
  void aCheckedExceptionOfAStageIsThrownItself() {
    IOException failure = new IOException("wrong");
    assertThatThrownBy(() -> await(CompletableFuture.failedStage(failure))).isSameAs(failure);
  }

  @Test
  void anInterruptEndsAWait() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> await(new CompletableFuture<>()))
        .isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void aTimePassesAtLeast() throws InterruptedException {
    long start = System.nanoTime();
    waits.pass(SHORT);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(SHORT);
  }
}
