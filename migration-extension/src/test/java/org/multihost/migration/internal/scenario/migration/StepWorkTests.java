package org.multihost.migration.internal.scenario.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.multihost.migration.BackgroundStep;
import org.multihost.migration.Migration;
import org.multihost.migration.MigrationProgress;
import org.multihost.migration.MigrationWork;

@Timeout(60)
class StepWorkTests {

  private final RecordingTest test = new RecordingTest();
  private final MigrationContext context = PlannedMigration.context(test, builder -> builder);
  private final MigrationWork work = context.work();

  @Test
  void hasTheVmsOfTheTestAlsoThoseThatDoNotMigrate() {
    assertThat(work.vm("vm1").name()).isEqualTo("vm1");
    assertThat(work.vm("vm2").host()).isEqualTo("source");
    assertThatThrownBy(() -> work.vm("vm3"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[vm1, vm2]");
  }

  @Test
  void theResultIsNotKnownBeforeBothSidesHaveReported() {
    assertThatThrownBy(work::result)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("migration #1", "checkWork, checkSource or afterMigration");
  }

  @Test
  void aStepCannotJoinItsOwnMigration() {
    Migration own = work.migration();
    assertThat(own.number()).isEqualTo(1);
    assertThatThrownBy(own::join)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("migration #1");
  }

  @Test
  void theProgressIsTheLatestThatTheHypervisorReported() {
    assertThat(work.migration().progress()).isEqualTo(MigrationProgress.NONE);
    MigrationProgress now = new MigrationProgress("active", 1, Duration.ofSeconds(1), 1, 2, 3, 0);
    context.record().progressed(now);
    assertThat(work.migration().progress()).isEqualTo(now);
  }

  @Test
  void aCancellationBeforeTheStartIsRemembered() {
    work.migration().cancel();
    OutgoingMigrations departure = new OutgoingMigrations(context);
    context.underWay().departs(departure);
    assertThat(departure.cancelledAt()).isPresent();
  }

  @Test
  void backgroundStepsEndWithTheMigration() {
    BackgroundStep step =
        work.background("load", own -> new java.util.concurrent.CountDownLatch(1).await());
    assertThat(step.isRunning()).isTrue();
    context.underWay().close();
    assertThat(step.isRunning()).isFalse();
  }

  @Test
  void aTextOfTheTestIsOnTheConsoleWithTheMigrationsNumber() {
    work.log("half of it is done");
    assertThat(test.console()).contains("#1 half of it is done");
  }
}
