package org.multihost.migration.internal.scenario.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.opentest4j.TestAbortedException;

@Timeout(60)
class GuardedTests {

  private final CompletableFuture<Throwable> broken = new CompletableFuture<>();
  private final CompletableFuture<Throwable> never = new CompletableFuture<>();
  private final IllegalStateException cause = new IllegalStateException("of another host");

  @AfterEach
  void leavesNoInterruptBehind() {
    assertThat(Thread.interrupted()).isFalse();
  }

  private static void waitLong() throws InterruptedException {
    assertThat(new CountDownLatch(1).await(50, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void endsAWaitWithTheCause() {
    assertThatThrownBy(
            () ->
                Guarded.run(
                    broken,
                    () -> {
                      broken.complete(cause);
                      waitLong();
                    }))
        .isSameAs(cause)
        .satisfies(
            e ->
                assertThat(e.getSuppressed())
                    .hasExactlyElementsOfTypes(InterruptedException.class));
  }

  @Test
  void forgetsAnInterruptOfTheTestsOwn() throws Throwable {
    Guarded.run(
        never,
        () -> {
          Thread.currentThread().interrupt();
          Guarded.forgetInterrupt();
          assertThat(Thread.currentThread().isInterrupted()).isFalse();
        });
  }

  @Test
  void keepsTheInterruptThatHasCutIt() {
    assertThatThrownBy(
            () ->
                Guarded.run(
                    broken,
                    () -> {
                      broken.complete(cause);
                      Guarded.forgetInterrupt();
                      waitLong();
                    }))
        .isSameAs(cause);
  }

  @Test
  void aRealFailureBeatsTheAbortThatHasCutIt() {
    TestAbortedException abort = new TestAbortedException("host [a] assumes");
    AssertionError real = new AssertionError("memory differs");

    assertThatThrownBy(
            () ->
                Guarded.run(
                    broken,
                    () -> {
                      broken.complete(abort);
                      throw real;
                    }))
        .isSameAs(real)
        .hasSuppressedException(abort);
  }

  @Test
  void whatTheInterruptOfAnAbortBringsAboutIsNoFailure() {
    TestAbortedException abort = new TestAbortedException("host [a] assumes");

    assertThatThrownBy(
            () ->
                Guarded.run(
                    broken,
                    () -> {
                      broken.complete(abort);
                      try {
                        waitLong();
                      } catch (InterruptedException e) {
                        throw new IllegalStateException("no answer", e);
                      }
                    }))
        .isSameAs(abort);
  }

  @Test
  void cleanUpIsNotInterruptedByAFailureBeforeOrMeanwhile() throws Throwable {
    Thread.currentThread().interrupt();
    boolean[] interrupted = new boolean[2];

    assertThatThrownBy(
            () ->
                Guarded.run(
                    broken,
                    () -> {
                      Guarded.cleanUp(
                          never,
                          () -> {
                            interrupted[0] = Thread.currentThread().isInterrupted();
                            broken.complete(cause);
                            interrupted[1] = Thread.currentThread().isInterrupted();
                          });
                      waitLong();
                    }))
        .isSameAs(cause);
    assertThat(interrupted).containsExactly(false, false);
  }

  @Test
  void cleanUpIsInterruptedAtItsDeadline() {
    CompletableFuture<Throwable> deadline = new CompletableFuture<>();
    deadline.completeOnTimeout(cause, 10, TimeUnit.MILLISECONDS);

    assertThatThrownBy(() -> Guarded.cleanUp(deadline, GuardedTests::waitLong)).isSameAs(cause);
  }
}
