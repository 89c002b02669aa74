package org.multihost.migration.internal.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.multihost.migration.MigrationMoment.after;
import static org.multihost.migration.MigrationMoment.pass;
import static org.multihost.migration.MigrationMoment.status;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.multihost.migration.BackgroundStep;
import org.multihost.migration.MigrationFailedException;
import org.multihost.migration.MigrationHooks;
import org.multihost.migration.MigrationStep;
import org.multihost.migration.MigrationWork;
import org.multihost.migration.PeerFailedException;
import org.opentest4j.TestAbortedException;

/** The verdicts of tests whose steps go on beside the migration's own thread. */
@Timeout(120)
class ScenarioMeanwhileTests extends ScenarioFixture {

  /** Long after the end of a migration in memory, which takes some milliseconds. */
  private static final Duration LATE = Duration.ofSeconds(3);

  private static final Duration LONG = Duration.ofSeconds(60);

  private final List<String> seen = new CopyOnWriteArrayList<>();

  /** Returns after the moment that is long after the migration's end. */
  private static void goOnTooLong() {
    new CompletableFuture<Void>()
        .completeOnTimeout(null, LATE.toMillis() + 500, TimeUnit.MILLISECONDS)
        .join();
  }

  private void assertLateStepsAreMissed(ScenarioRun.Outcome outcome) {
    assertThat(outcome.failures()).containsOnlyKeys("source", "destination");
    assertThat(outcome.on("source"))
        .isInstanceOf(MigrationFailedException.class)
        .hasMessageStartingWith("Missed [Elapsed[duration=PT3S]]: ")
        .hasMessageContaining("[vm1 COMPLETED]");
    assertThat(outcome.on("destination")).isInstanceOf(PeerFailedException.class);
    assertThat(seen).isEmpty();
  }

  @Test
  void aMomentAfterTheMigrationsEndIsMissedWhileAStepStillRuns() {
    var outcome =
        run(
            test ->
                there(test)
                    .during(status("active"), work -> goOnTooLong())
                    .during(after(LATE), work -> seen.add("late"))
                    .run());

    assertLateStepsAreMissed(outcome);
  }

  @Test
  void aMomentAfterTheEndOfAMigrationThatNobodyWaitsForYetIsMissed() {
    MigrationHooks busy =
        new MigrationHooks() {
          @Override
          public void afterMigration(MigrationWork work) {
            goOnTooLong();
          }
        };
    var outcome =
        run(
            test ->
                there(test)
                    .notWaiting()
                    .hooks(busy)
                    .during(after(LATE), work -> seen.add("late"))
                    .run());

    assertLateStepsAreMissed(outcome);
  }

  @Test
  void aStepWhoseMomentCameBeforeTheEndRunsAlsoWhenItWaitedForAnother() {
    var outcome =
        run(
            test ->
                there(test)
                    .during(pass(1), work -> goOnTooLong())
                    .during(status("device"), work -> seen.add("device"))
                    .run());

    assertThat(outcome.failures()).isEmpty();
    assertThat(seen).containsExactly("device");
  }

  @Test
  void aStepThatAnAbortInterruptsIsNoFailure() {
    CountDownLatch running = new CountDownLatch(1);
    MigrationHooks aborting =
        new MigrationHooks() {
          @Override
          public void migrateOnDestination(MigrationWork work) throws InterruptedException {
            running.await();
            throw new TestAbortedException("not here");
          }
        };
    var outcome =
        run(
            test ->
                there(test)
                    .hooks(aborting)
                    .maxBandwidth("1 MiB")
                    .during(
                        status("active"),
                        work -> {
                          running.countDown();
                          new CountDownLatch(1).await();
                        })
                    .run());

    assertThat(outcome.on("source")).isInstanceOf(TestAbortedException.class);
    assertThat(outcome.on("destination")).isInstanceOf(TestAbortedException.class);
  }

  @Test
  void aBackgroundStepThatNobodyHasInterruptedFailsTheTestAfterAnAbortWhateverItThrows() {
    CountDownLatch checking = new CountDownLatch(1);
    CountDownLatch aborted = new CountDownLatch(1);
    CompletableFuture<BackgroundStep> client = new CompletableFuture<>();
    var outcome =
        run(
            test ->
                there(test)
                    .startWork(
                        work -> client.complete(work.background("client", timingOut(aborted))))
                    .checkWork(
                        work -> {
                          checking.await();
                          abort();
                        })
                    .checkSource(
                        work -> {
                          checking.countDown();
                          try {
                            new CountDownLatch(1).await();
                          } catch (InterruptedException ofTheAbort) {
                            aborted.countDown();
                            client.join().await(LONG);
                          }
                        })
                    .run());

    assertThat(outcome.on("source"))
        .isInstanceOf(InterruptedIOException.class)
        .hasMessage("timeout");
    assertThat(outcome.on("destination"))
        .isInstanceOf(PeerFailedException.class)
        .hasMessageContainingAll("[source]", "[client]", "timeout")
        .hasMessageNotContaining("interrupted"); // its thread was not, whatever the type says
  }

  private static MigrationStep timingOut(CountDownLatch when) {
    return work -> {
      when.await();
      throw new InterruptedIOException("timeout");
    };
  }

  private static void abort() {
    throw new TestAbortedException("not here");
  }
}
