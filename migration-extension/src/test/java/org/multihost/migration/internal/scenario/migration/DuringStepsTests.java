package org.multihost.migration.internal.scenario.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.multihost.migration.MigrationMoment.after;
import static org.multihost.migration.MigrationMoment.pass;
import static org.multihost.migration.MigrationMoment.percent;
import static org.multihost.migration.MigrationMoment.status;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.multihost.migration.MigrationBuilder;
import org.multihost.migration.MigrationMoment;
import org.multihost.migration.MigrationProgress;
import org.multihost.migration.MultihostException;
import org.multihost.migration.spi.ProgressListener;

@Timeout(60)
class DuringStepsTests {

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final RecordingTest test = new RecordingTest();
  private final List<String> ran = new CopyOnWriteArrayList<>();

  private DuringSteps steps(UnaryOperator<MigrationBuilder> details) {
    return steps(PlannedMigration.context(test, details));
  }

  private static DuringSteps steps(MigrationContext context) {
    return new DuringSteps(context, context.plan().steps().during());
  }

  private DuringSteps at(MigrationMoment... moments) {
    return steps(
        builder -> {
          for (MigrationMoment moment : moments) {
            builder.during(moment, work -> ran.add(moment.toString()));
          }
          return builder;
        });
  }

  private static MigrationProgress progress(String status, long pass, long remaining) {
    return new MigrationProgress(status, pass, SECOND, 100 - remaining, remaining, 100, 0);
  }

  private static void end(DuringSteps steps) throws InterruptedException {
    steps.migrationEnded(SECOND);
    steps.awaitSteps(LONG);
  }

  @Test
  void aStepRunsOnceWhenItsPassBegins() throws InterruptedException {
    DuringSteps steps = at(pass(2));
    steps.progressed(progress("active", 1, 50));
    assertThat(steps.missed()).containsExactly("Pass[number=2]");

    steps.progressed(progress("active", 2, 50));
    steps.progressed(progress("active", 2, 40));
    end(steps);

    assertThat(ran).containsExactly("Pass[number=2]");
    assertThat(steps.missed()).isEmpty();
  }

  @Test
  void aLaterPassCountsAsWell() throws InterruptedException {
    DuringSteps steps = at(pass(2));
    steps.progressed(progress("active", 5, 50));
    end(steps);
    assertThat(ran).hasSize(1);
  }

  @Test
  void aStepRunsAtItsStatusOnly() throws InterruptedException {
    DuringSteps steps = at(status("device"));
    steps.progressed(progress("active", 1, 50));
    steps.progressed(progress("device-ish", 1, 50));
    steps.awaitSteps(LONG);
    assertThat(ran).isEmpty();
    assertThat(steps.missed()).containsExactly("Status[word=device]");
  }

  @Test
  void aPercentageNeedsKnownAmounts() throws InterruptedException {
    DuringSteps steps = at(percent(0));
    steps.progressed(new MigrationProgress("setup", 0, SECOND, 0, 0, 0, 0));
    assertThat(steps.missed()).as("the amounts are not known yet").hasSize(1);

    steps.progressed(progress("active", 1, 100));
    end(steps);
    assertThat(ran).hasSize(1);
  }

  @Test
  void samplesAreWantedOnlyWhileAPercentageIsPending() {
    DuringSteps steps = at(status("active"), percent(50));
    assertThat(steps.awaitsSample()).isTrue();
    steps.progressed(progress("active", 1, 40));
    assertThat(steps.awaitsSample()).isFalse();
    assertThat(at(pass(3), after(SECOND)).awaitsSample()).isFalse();
  }

  @Test
  void stepsRunOneAfterTheOtherInTheOrderOfTheirMoments() throws InterruptedException {
    CountDownLatch first = new CountDownLatch(1);
    DuringSteps steps =
        steps(
            builder ->
                builder
                    .during(
                        pass(1),
                        work -> {
                          first.await();
                          ran.add("pass");
                        })
                    .during(status("device"), work -> ran.add("device")));
    steps.progressed(progress("active", 1, 50));
    steps.progressed(progress("device", 1, 0));
    assertThat(ran).isEmpty();

    first.countDown();
    end(steps);
    assertThat(ran).containsExactly("pass", "device");
  }

  @Test
  void aStepAfterATimeRunsWhenTheTimerIsDue() throws InterruptedException {
    DuringSteps steps = at(after(SECOND));
    test.clock.advance(SECOND.multipliedBy(2));
    steps.begin();
    test.clock.advance(SECOND.minusMillis(1));
    assertThat(steps.missed()).as("the time counts from the beginning").hasSize(1);

    test.clock.advance(Duration.ofMillis(1));
    steps.awaitSteps(LONG);
    assertThat(ran).containsExactly("Elapsed[duration=PT1S]");
  }

  @Test
  void aTimeThatPassedBeforeTheEndCountsThoughItsTimerIsLate() throws InterruptedException {
    DuringSteps steps = at(after(SECOND), after(SECOND.plusMillis(1)));
    steps.begin();
    end(steps);

    assertThat(ran).containsExactly("Elapsed[duration=PT1S]");
    assertThat(steps.missed()).containsExactly("Elapsed[duration=PT1.001S]");
  }

  @Test
  void noMomentComesAfterTheEnd() throws InterruptedException {
    DuringSteps steps = at(pass(1), after(LONG));
    steps.begin();
    steps.migrationEnded(SECOND);
    steps.progressed(progress("completed", 1, 0));
    test.clock.advance(LONG);
    steps.awaitSteps(LONG);

    assertThat(ran).isEmpty();
    assertThat(steps.missed()).containsExactly("Pass[number=1]", "Elapsed[duration=PT30S]");
  }

  @Test
  void eachStepSaysAtWhichProgressItBegins() throws InterruptedException {
    DuringSteps steps = at(pass(1));
    steps.progressed(progress("active", 1, 50));
    end(steps);
    assertThat(test.console()).contains("#1 during Pass[number=1] begins at: ");
  }

  @Test
  void aStepThatFailsIsReportedWithItsMoment() throws InterruptedException {
    AssertionError wrong = new AssertionError("wrong");
    DuringSteps steps =
        steps(
            builder ->
                builder.during(
                    pass(1),
                    work -> {
                      throw wrong;
                    }));
    steps.progressed(progress("active", 1, 50));
    end(steps);

    assertThat(test.reported)
        .containsExactly(
            new RecordingTest.Reported("during Pass[number=1] of migration #1", wrong));
  }

  @Test
  void aStepThatDoesNotReturnIsInterruptedAtTheLimitAndIsNoSecondFailure() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    DuringSteps steps =
        steps(
            builder ->
                builder.during(
                    pass(1),
                    work -> {
                      begun.countDown();
                      try {
                        new CountDownLatch(1).await();
                      } finally {
                        interrupted.complete(true);
                      }
                    }));
    steps.progressed(progress("active", 1, 50));
    begun.await();
    steps.migrationEnded(SECOND);

    assertThatThrownBy(() -> steps.awaitSteps(Duration.ofMillis(20)))
        .isInstanceOf(MultihostException.class)
        .hasMessage(
            "A step during migration #1 did not return within 20 ms after the migration's end");
    assertThat(interrupted.get()).isTrue();
    assertThat(test.reported).isEmpty();
  }

  @Test
  void nothingRunsAfterTheStepsAreAbandoned() {
    DuringSteps steps = at(pass(1), after(SECOND));
    steps.begin();
    steps.abandon();
    steps.progressed(progress("active", 1, 50));
    test.clock.advance(LONG);
    assertThat(ran).isEmpty();
  }

  @Test
  void aStepForACommandRunsWhenTheMigrationWaitsForIt() throws Exception {
    DuringSteps steps = at(MigrationMoment.beforeSwitchover(), MigrationMoment.postcopyPaused());
    steps.progressed(progress("active", 1, 50));
    steps.waits(ProgressListener.Wait.SWITCHOVER);
    steps.waits(ProgressListener.Wait.SWITCHOVER);
    end(steps);

    assertThat(ran).containsExactly(MigrationMoment.beforeSwitchover().toString());
    assertThat(steps.missed()).containsExactly(MigrationMoment.postcopyPaused().toString());
  }

  @Test
  void aStepThatMayBeLeftOutIsNotMissed() throws Exception {
    DuringSteps steps = at(MigrationMoment.ifUnderWay(MigrationMoment.pass(2)));
    steps.progressed(progress("active", 1, 50));
    end(steps);

    assertThat(steps.missed()).isEmpty();
    assertThat(ran).isEmpty();
  }

  @Test
  void aStepThatMayBeLeftOutRunsAtItsMoment() throws Exception {
    DuringSteps steps = at(MigrationMoment.ifUnderWay(MigrationMoment.pass(2)));
    steps.progressed(progress("active", 2, 50));
    end(steps);

    assertThat(ran).hasSize(1);
  }

  @Test
  void aRepeatedStepRunsAgainUntilTheEnd() throws Exception {
    DuringSteps steps = at(MigrationMoment.every(SECOND));
    steps.begin();
    await()
        .until(
            () -> {
              test.clock.advance(SECOND);
              return ran.size() >= 3;
            });
    end(steps);

    assertThat(steps.missed()).isEmpty();
  }

  @Test
  void aRepeatedStepThatNeverRanIsMissed() throws Exception {
    DuringSteps steps = at(MigrationMoment.every(Duration.ofHours(1)));
    steps.begin();
    end(steps);

    assertThat(steps.missed()).hasSize(1);
  }
}
