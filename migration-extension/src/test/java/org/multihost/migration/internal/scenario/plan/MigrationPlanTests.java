package org.multihost.migration.internal.scenario.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.multihost.migration.Compression;
import org.multihost.migration.MigrationBuilder;
import org.multihost.migration.MigrationMoment;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.Transport;
import org.multihost.migration.internal.scenario.environment.WaitBounds;

class MigrationPlanTests {

  private static final Path FILE = Path.of("/state/guest");

  private final PlannedTest test = new PlannedTest();

  @Test
  void hasTheTypedOptionsInItsText() {
    MigrationPlan plan =
        test.planOf(
            test.migrate("vm1")
                .channels(4, Compression.ZSTD)
                .autoConverge()
                .xbzrle()
                .postcopyPreempt()
                .postcopy(MigrationMoment.pass(2))
                .pauseBeforeSwitchover(work -> {}));

    assertThat(plan.text())
        .contains(
            ", POSTCOPY, POSTCOPY_PREEMPT, AUTO_CONVERGE, XBZRLE, PAUSE_BEFORE_SWITCHOVER, 4 channels ZSTD");
    assertThat(plan.steps().names())
        .containsExactly(
            "during " + MigrationMoment.pass(2), "during " + MigrationMoment.beforeSwitchover());
    assertThat(test.planOf(test.migrate("vm1").channels(2)).text()).contains("2 channels");
  }

  @Test
  void hasTheStepsOfTheDestination() {
    MigrationPlan plan =
        test.planOf(test.migrate("vm1").recoverPostcopy().checkArriving(work -> {}));

    assertThat(plan.steps().names())
        .containsExactly(
            "checkArriving",
            "during " + MigrationMoment.postcopyPaused(),
            "duringAtDestination " + MigrationMoment.postcopyPaused())
        .filteredOn(MigrationSteps::isOfDestination)
        .hasSize(2);
  }

  @Test
  void refusesAMomentThatTheOtherSideHas() {
    MigrationBuilder builder = test.migrate("vm1");

    assertThatThrownBy(() -> builder.duringAtDestination(MigrationMoment.pass(2), work -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the destination counts no passes");
    assertThatThrownBy(() -> builder.during(MigrationMoment.guestRuns(), work -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("use duringAtDestination");
    assertThatThrownBy(() -> builder.channels(0)).hasMessageContaining("channels [0]");
  }

  @Test
  void theTextOfAnOrdinaryMigrationIsShort() {
    assertThat(test.planOf(test.migrate("vm1")).text())
        .isEqualTo("vm1: a -> b, expected COMPLETED, timeout 1 h");
  }

  @Test
  void theTextNamesEverySettingInAnOrderOfItsOwn() {
    MigrationPlan plan =
        test.planOf(
            test.migrate("vm1", "vm2")
                .to("c")
                .timeout(Duration.ofSeconds(90))
                .expectAnyOf(MigrationOutcome.FAILED, MigrationOutcome.COMPLETED)
                .transport(Transport.unix())
                .maxBandwidth("1 MiB")
                .downtimeLimit(Duration.ofMillis(300))
                .capability("xbzrle", false)
                .capability("auto-converge", true)
                .parameter("zeta", "z")
                .parameter("alpha", 1)
                .offline());

    assertThat(plan.text())
        .isEqualTo(
            "vm1, vm2: a -> c, expected COMPLETED or FAILED, timeout 90 s, transport Unix[],"
                + " bandwidth 1048576 B/s, downtime limit 300 ms, auto-converge on, xbzrle off,"
                + " alpha 1, zeta z, offline");
  }

  @Test
  void hasATitleAndAPairOfHosts() {
    MigrationPlan plan = test.planOf(test.migrate("vm1"));

    assertThat(plan.title()).isEqualTo("migration #1");
    assertThat(plan.pair()).containsExactly("a", "b");
    assertThat(test.planOf(test.migrate("vm1")).title()).isEqualTo("migration #2");
  }

  @Test
  void oneVmHasTheFileAndSeveralHaveOneEach() {
    MigrationPlan one = test.planOf(test.migrate("vm1").throughFile(FILE));
    MigrationPlan two = test.planOf(test.migrate("vm1", "vm2").throughFile(FILE));

    assertThat(one.throughFile()).isTrue();
    assertThat(one.files()).containsExactly(FILE);
    assertThat(two.files())
        .containsExactly(Path.of("/state/guest.vm1"), Path.of("/state/guest.vm2"));
    assertThat(two.settingsOf(test.vm("vm2")).transport())
        .isEqualTo(new Transport.File(Path.of("/state/guest.vm2")));
  }

  @Test
  void allVmsShareTheSettingsOfALiveMigration() {
    MigrationPlan live = test.planOf(test.migrate("vm1", "vm2"));

    assertThat(live.throughFile()).isFalse();
    assertThat(live.files()).isEmpty();
    assertThat(live.settingsOf(test.vm("vm2"))).isSameAs(live.settings());
  }

  @Test
  void theLongestMigrationIncludesItsDelay() {
    WaitBounds bounds =
        test.planOf(
                test.migrate("vm1", "vm2")
                    .timeout(Duration.ofSeconds(10))
                    .delay(Duration.ofSeconds(3)))
            .waitBounds();

    assertThat(bounds.migration()).isEqualTo(Duration.ofSeconds(13));
    assertThat(bounds.vms()).isEqualTo(2);
    assertThat(bounds.arrival()).isZero();
  }

  @Test
  void aMigrationThatNobodyAwaitsOrThroughAFileArrivesLater() {
    Duration timeout = Duration.ofSeconds(10);

    assertThat(test.planOf(test.migrate("vm1").timeout(timeout).notWaiting()).waitBounds())
        .extracting(WaitBounds::arrival)
        .isEqualTo(timeout);
    assertThat(test.planOf(test.migrate("vm1").timeout(timeout).throughFile(FILE)).waitBounds())
        .extracting(WaitBounds::arrival)
        .isEqualTo(timeout);
  }
}
