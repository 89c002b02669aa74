package org.multihost.migration.internal.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.multihost.migration.MigrationMoment.status;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.multihost.migration.HostRole;
import org.multihost.migration.MigrationHooks;
import org.multihost.migration.MigrationStep;
import org.multihost.migration.MigrationWork;
import org.multihost.migration.MultihostException;
import org.multihost.migration.PeerFailedException;

/** The verdicts of tests whose steps fail when the migration, or the step itself, ends. */
@Timeout(120)
class ScenarioBackgroundTests extends ScenarioFixture {

  private static final String FOUND = "the monitor saw a fault";

  /** A step that reports what it has found only when it is stopped. */
  private static void monitor(MigrationWork work) {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException stopped) {
      throw new AssertionError(FOUND);
    }
  }

  private static MigrationHooks cleaningUp(MigrationStep step) {
    return new MigrationHooks() {
      @Override
      public void cleanUp(MigrationWork work) throws Throwable {
        if (work.role() == HostRole.SOURCE) {
          step.run(work);
        }
      }
    };
  }

  private static void assertSourceFailed(ScenarioRun.Outcome outcome, String message) {
    assertThat(outcome.on("source")).hasMessageContaining(message);
    assertThat(outcome.on("destination"))
        .isInstanceOf(PeerFailedException.class)
        .hasMessageContainingAll("[source]", message);
  }

  @Test
  void aBackgroundStepThatThrowsWhenTheEndOfTheMigrationStopsItFailsTheTest() {
    var outcome =
        run(
            test ->
                there(test)
                    .startWork(work -> work.background("monitor", own -> monitor(own)))
                    .run());

    assertSourceFailed(outcome, FOUND);
    assertThat(outcome.on("source")).isInstanceOf(AssertionError.class);
  }

  @Test
  void aBackgroundStepThatThrowsWhenTheTestStopsItFailsTheTest() {
    var outcome =
        run(
            test ->
                there(test)
                    .startWork(work -> work.background("monitor", own -> monitor(own)).stop())
                    .run());

    assertSourceFailed(outcome, FOUND);
  }

  @Test
  void aBackgroundStepThatTheCleanUpStartsIsRefused() {
    CompletableFuture<Void> ran = new CompletableFuture<>();
    var outcome =
        run(
            test ->
                there(test)
                    .hooks(cleaningUp(work -> work.background("late", own -> ran.complete(null))))
                    .run());

    assertSourceFailed(outcome, "Background step [late] cannot start: migration #1 is over");
    assertThat(ran).isNotDone();
  }

  @Test
  void noBackgroundStepBeginsAfterTheEndOfItsMigration() {
    CompletableFuture<MigrationWork> kept = new CompletableFuture<>();
    var outcome =
        run(
            test -> {
              there(test).startWork(kept::complete).run();
              if (test.hosts().isSelf("source")) {
                kept.join().background("late", own -> {});
              }
            });

    assertSourceFailed(outcome, "Background step [late] cannot start: migration #1 is over");
    assertThat(outcome.on("source")).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aStepDuringTheMigrationThatLeavesItsThreadInterruptedFailsTheTest() {
    var outcome =
        run(
            test ->
                there(test)
                    .during(status("active"), work -> Thread.currentThread().interrupt())
                    .run());

    assertSourceFailed(outcome, "Found the interrupt flag set at the end of");
    assertThat(outcome.on("source"))
        .isInstanceOf(MultihostException.class)
        .hasMessageContaining("migration #1");
  }

  @Test
  void aCleanUpThatLeavesItsThreadInterruptedFailsTheTest() {
    var outcome =
        run(
            test ->
                there(test).hooks(cleaningUp(work -> Thread.currentThread().interrupt())).run());

    assertSourceFailed(outcome, "interrupt flag set at the end of cleanUp of migration #1");
  }

  @Test
  void aBackgroundStepThatLeavesItsThreadInterruptedFailsTheTest() {
    var outcome =
        run(
            test ->
                there(test)
                    .startWork(
                        work ->
                            work.background("load", own -> Thread.currentThread().interrupt())
                                .await(Duration.ofSeconds(60)))
                    .run());

    assertSourceFailed(outcome, "interrupt flag set at the end of background step [load]");
  }
}
