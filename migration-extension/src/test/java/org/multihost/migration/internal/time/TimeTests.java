package org.multihost.migration.internal.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TimeTests {

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(20);

  private final Time time = Time.system();

  @AfterEach
  void noInterruptIsLeft() {
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void theClockDoesNotRunBackwards() {
    long before = time.nanos();
    assertThat(time.since(before)).isGreaterThanOrEqualTo(Duration.ZERO);
  }

  @Test
  void aWaitReturnsTheValueOfAStage() throws Exception {
    CompletableFuture<String> stage = new CompletableFuture<>();
    time.after(SHORT, () -> stage.complete("come"));
    assertThat(time.await(stage, LONG)).isEqualTo("come");
  }

  @Test
  void aWaitTimesOut() {
    assertThatThrownBy(() -> time.await(new CompletableFuture<>(), SHORT))
        .isInstanceOf(TimeoutException.class);
  }

  @Test
  void aWaitForAStageThatFailsHasItsFailureAsTheCause() {
    IllegalStateException failure = new IllegalStateException("wrong");
    assertThatThrownBy(() -> time.await(CompletableFuture.failedStage(failure), LONG))
        .isInstanceOf(ExecutionException.class)
        .hasCause(failure);
  }

  @Test
  void anInterruptEndsAnOrdinaryWait() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> time.await(new CompletableFuture<>(), LONG))
        .isInstanceOf(InterruptedException.class);
  }

  @Test
  void anInterruptDoesNotEndAnUninterruptibleWaitAndIsRestored() {
    CompletableFuture<String> stage = new CompletableFuture<>();
    time.after(SHORT, () -> stage.complete("come"));
    Thread.currentThread().interrupt();

    assertThat(time.awaitUninterruptibly(stage, LONG, "late")).isEqualTo("come");
    assertThat(Thread.interrupted()).as("the flag is restored").isTrue();
  }

  @Test
  void anUninterruptibleWaitHasALimit() {
    assertThat(time.awaitUninterruptibly(new CompletableFuture<>(), SHORT, "late"))
        .isEqualTo("late");
    assertThat(
            time.awaitUninterruptibly(
                CompletableFuture.failedStage(new IllegalStateException()), LONG, "failed"))
        .isEqualTo("failed");
  }

  @Test
  void anUninterruptibleWaitWithNothingLeftOfItsLimitReturnsAtOnce() {
    assertThat(time.awaitUninterruptibly(new CompletableFuture<>(), Duration.ofSeconds(-1), "late"))
        .isEqualTo("late");
  }

  @Test
  void threadsAreNamedAndDaemonsAndNotStarted() throws InterruptedException {
    CountDownLatch ran = new CountDownLatch(1);
    Thread thread = time.thread("worker-1", ran::countDown);

    assertThat(thread.getName()).isEqualTo("worker-1");
    assertThat(thread.isDaemon()).isTrue();
    assertThat(thread.getState()).isEqualTo(Thread.State.NEW);
    thread.start();
    assertThat(time.join(thread, LONG)).isTrue();
    assertThat(ran.getCount()).isZero();
  }

  @Test
  void aThreadThatDoesNotEndIsNotJoined() throws InterruptedException {
    CountDownLatch end = new CountDownLatch(1);
    Thread thread =
        time.thread(
            "endless",
            () -> {
              try {
                end.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    thread.start();

    assertThat(time.join(thread, SHORT)).isFalse();
    end.countDown();
    assertThat(time.join(thread, LONG)).isTrue();
  }

  @Test
  void anExecutorRunsTasksInOrderOnOneNamedDaemon() throws Exception {
    ExecutorService executor = time.executor("steps");
    try {
      Thread first = executor.submit(Thread::currentThread).get(30, TimeUnit.SECONDS);
      Thread second = executor.submit(Thread::currentThread).get(30, TimeUnit.SECONDS);
      assertThat(first).isSameAs(second);
      assertThat(first.getName()).isEqualTo("steps");
      assertThat(first.isDaemon()).isTrue();
    } finally {
      executor.shutdownNow();
    }
  }

  @Test
  void theThreadsOfThisHostIncludeTheCaller() {
    assertThat(time.threads())
        .extracting(thread -> thread.getThreadId())
        .contains(Thread.currentThread().getId());
  }
}
