package org.multihost.migration.internal.scenario.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.multihost.migration.MigrationOutcome.CANCELLED;
import static org.multihost.migration.MigrationOutcome.COMPLETED;
import static org.multihost.migration.MigrationOutcome.FAILED;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.MigrationPhase;
import org.multihost.migration.MigrationProgress;
import org.multihost.migration.MigrationResult;
import org.multihost.migration.PhaseTime;
import org.multihost.migration.VmState;
import org.multihost.migration.internal.scenario.plan.MigrationPlan;
import org.multihost.migration.internal.scenario.vm.Handover;
import org.multihost.migration.spi.IncomingReport;
import org.multihost.migration.spi.OutgoingFigures;
import org.multihost.migration.spi.OutgoingReport;

class ResultComposerTests {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final MigrationPlan PLAN =
      PlannedMigration.plan(new RecordingTest(), List.of("vm1", "vm2"), builder -> builder);

  private static OutgoingFigures figures(int millis) {
    return new OutgoingFigures(
        Duration.ofMillis(millis),
        Optional.of(Duration.ofMillis(millis / 10)),
        Optional.of(Duration.ofMillis(millis / 100)),
        OptionalLong.of(millis * 1000L),
        OptionalLong.of(3));
  }

  private static OutgoingReport out(MigrationOutcome outcome, OutgoingFigures figures) {
    return new OutgoingReport(
        outcome,
        Optional.of(outcome == COMPLETED ? VmState.MIGRATED : VmState.RUNNING),
        outcome == COMPLETED ? Optional.of(NOON) : Optional.empty(),
        figures,
        outcome == FAILED ? Optional.of("its reason") : Optional.empty());
  }

  private static IncomingReport in(MigrationOutcome outcome, long resumedMillis) {
    return outcome == COMPLETED
        ? new IncomingReport(
            COMPLETED,
            VmState.RUNNING,
            Optional.of(NOON.plusMillis(resumedMillis)),
            Optional.empty())
        : IncomingReport.absent(VmState.INCOMING, Optional.empty());
  }

  private static MigrationResult compose(
      OutgoingReport out1, IncomingReport in1, OutgoingReport out2, IncomingReport in2) {
    return ResultComposer.compose(
        PLAN,
        new Handover.Outgoing(
            Map.of("vm1", out1, "vm2", out2), Set.of(), Optional.empty(), Map.of()),
        new Handover.Incoming(Map.of("vm1", in1, "vm2", in2), Map.of(), Map.of()),
        List.of());
  }

  private static MigrationResult composed(OutgoingFigures first, OutgoingFigures second) {
    return compose(
        out(COMPLETED, first), in(COMPLETED, 20), out(COMPLETED, second), in(COMPLETED, 30));
  }

  @Test
  void timesAreTheLongestAndAmountsTheSum() {
    MigrationResult result = composed(figures(1000), figures(2000));

    assertThat(result.number()).isEqualTo(1);
    assertThat(result.totalTime()).isEqualTo(Duration.ofMillis(2000));
    assertThat(result.downtime()).contains(Duration.ofMillis(200));
    assertThat(result.setupTime()).contains(Duration.ofMillis(20));
    assertThat(result.pause()).contains(Duration.ofMillis(30));
    assertThat(result.bytesTransferred()).hasValue(3_000_000);
    assertThat(result.iterations()).hasValue(6);
    assertThat(result.error()).isEmpty();
    assertThat(result.vms().get("vm1").totalTime()).isEqualTo(Duration.ofMillis(1000));
  }

  @Test
  void oneUnknownFigureMakesTheTotalUnknown() {
    MigrationResult result =
        composed(figures(1000), OutgoingFigures.onlyTime(Duration.ofMillis(1)));

    assertThat(result.totalTime()).isEqualTo(Duration.ofMillis(1000));
    assertThat(result.downtime()).isEmpty();
    assertThat(result.setupTime()).isEmpty();
    assertThat(result.bytesTransferred()).isEmpty();
    assertThat(result.iterations()).isEmpty();
    assertThat(result.vms().get("vm1").downtime()).isPresent();
  }

  @Test
  void aNegativePauseIsUnknownAndMakesTheTotalUnknown() {
    MigrationResult result =
        compose(
            out(COMPLETED, figures(100)),
            in(COMPLETED, 20),
            out(COMPLETED, figures(100)),
            in(COMPLETED, -1));

    assertThat(result.outcome()).isEqualTo(COMPLETED);
    assertThat(result.vms().get("vm1").pause()).contains(Duration.ofMillis(20));
    assertThat(result.vms().get("vm2").pause()).isEmpty();
    assertThat(result.pause()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "COMPLETED,COMPLETED,COMPLETED",
    "COMPLETED,CANCELLED,CANCELLED",
    "CANCELLED,COMPLETED,CANCELLED",
    "CANCELLED,FAILED,FAILED",
    "FAILED,COMPLETED,FAILED"
  })
  void theOutcomeIsTheWorst(
      MigrationOutcome first, MigrationOutcome second, MigrationOutcome worst) {
    MigrationResult result =
        compose(out(first, figures(100)), in(first, 5), out(second, figures(100)), in(second, 5));
    assertThat(result.outcome()).isEqualTo(worst);
  }

  @Test
  void anErrorIsSaidWithItsVm() {
    MigrationResult result =
        compose(
            out(COMPLETED, figures(100)),
            in(COMPLETED, 5),
            out(FAILED, figures(100)),
            in(FAILED, 0));
    assertThat(result.error().orElseThrow()).startsWith("[vm2] ").contains("its reason");
    assertThat(result.vms().get("vm1").error()).isEmpty();
  }

  @Test
  void theProgressAtTheCancellationIsInTheResultWhateverTheOutcome() {
    MigrationProgress at = new MigrationProgress("active", 1, Duration.ZERO, 1, 2, 3, 0);
    MigrationResult result =
        ResultComposer.compose(
            PLAN,
            new Handover.Outgoing(
                Map.of("vm1", out(CANCELLED, figures(1)), "vm2", out(COMPLETED, figures(1))),
                Set.of(),
                Optional.of(at),
                Map.of()),
            new Handover.Incoming(
                Map.of("vm1", in(CANCELLED, 0), "vm2", in(COMPLETED, 1)), Map.of(), Map.of()),
            List.of());
    assertThat(result.cancelledAt()).contains(at);
  }

  @Test
  void otherPhasesLeaveAllElseAsItIs() {
    MigrationResult result = composed(figures(1000), figures(2000));
    List<PhaseTime> phases =
        List.of(new PhaseTime("destination", MigrationPhase.MIGRATE, Duration.ofSeconds(1)));

    MigrationResult with = ResultComposer.withPhases(result, phases);

    assertThat(with.phases()).isEqualTo(phases);
    assertThat(ResultComposer.withPhases(with, List.of())).isEqualTo(result);
  }
}
