package org.multihost.migration.internal.scenario.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.multihost.migration.BackgroundStep;
import org.multihost.migration.MigrationStep;
import org.multihost.migration.MultihostException;

@Timeout(60)
class BackgroundThreadTests {

  private static final Duration LONG = Duration.ofSeconds(30);

  private final RecordingTest test = new RecordingTest();
  private final MigrationContext context = PlannedMigration.context(test, builder -> builder);

  private BackgroundStep start(MigrationStep step) {
    return BackgroundThread.start("load", step, new StepWork(context), test);
  }

  @Test
  void runsOnAThreadOfItsOwnWithItsName() throws Exception {
    CompletableFuture<String> thread = new CompletableFuture<>();
    BackgroundStep step = start(work -> thread.complete(Thread.currentThread().getName()));
    step.await(LONG);

    assertThat(step.name()).isEqualTo("load");
    assertThat(thread.get()).isEqualTo("background-load");
    assertThat(step.isRunning()).isFalse();
    assertThat(test.reported).isEmpty();
  }

  @Test
  void aStepThatDoesNotReturnInTimeKeepsRunning() {
    CountDownLatch end = new CountDownLatch(1);
    BackgroundStep step = start(work -> end.await());

    assertThatThrownBy(() -> step.await(Duration.ofMillis(20)))
        .isInstanceOf(MultihostException.class)
        .hasMessage("Background step [load] did not return within 20 ms");
    assertThat(step.isRunning()).isTrue();
    end.countDown();
    step.await(LONG);
    assertThat(step.isRunning()).isFalse();
  }

  @Test
  void aFailureIsReportedAtOnceAndNotThrownByTheWait() {
    AssertionError wrong = new AssertionError("wrong");
    BackgroundStep step =
        start(
            work -> {
              throw wrong;
            });
    step.await(LONG);
    assertThat(test.reported)
        .containsExactly(new RecordingTest.Reported("background step [load]", wrong));
  }

  @Test
  void whatTheInterruptOfAStopCausesIsNoFailure() {
    BackgroundStep step = start(work -> new CountDownLatch(1).await());
    step.stop();
    assertThat(step.isRunning()).isFalse();
    assertThat(test.reported).isEmpty();
  }

  @Test
  void whatAStepThrowsByItselfAfterAStopIsAFailure() {
    AssertionError found = new AssertionError("the monitor has seen a fault");
    BackgroundStep step =
        start(
            work -> {
              awaitInterrupt();
              throw found;
            });
    step.stop();
    assertThat(test.reported)
        .containsExactly(new RecordingTest.Reported("background step [load]", found));
  }

  private static void awaitInterrupt() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aStepThatReturnsInterruptedAfterAStopHasNotFailed() {
    BackgroundStep step = start(work -> awaitInterrupt());
    step.stop();
    assertThat(test.reported).isEmpty();
  }

  @Test
  void aStepThatLeavesAnInterruptOfItsOwnHasFailed() {
    BackgroundStep step = start(work -> Thread.currentThread().interrupt());
    step.await(LONG);
    assertThat(test.reported)
        .singleElement()
        .satisfies(each -> assertThat(each.failure()).hasMessageContaining("interrupt flag set"));
  }

  @Test
  void aStepThatHasEndedCanBeStopped() {
    BackgroundStep step = start(work -> {});
    step.await(LONG);
    step.stop();
    assertThat(step.isRunning()).isFalse();
  }

  @Test
  void anInterruptOfTheThreadThatWaitsIsKept() {
    CountDownLatch end = new CountDownLatch(1);
    BackgroundStep step = start(work -> end.await());
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> step.await(LONG))
        .isInstanceOf(MultihostException.class)
        .hasMessageContaining("[load]")
        .hasCauseInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isTrue();
    end.countDown();
    step.await(LONG);
  }
}
