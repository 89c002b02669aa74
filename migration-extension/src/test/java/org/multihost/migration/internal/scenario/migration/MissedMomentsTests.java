package org.multihost.migration.internal.scenario.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.multihost.migration.MigrationFailedException;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.MigrationProgress;
import org.multihost.migration.VmState;
import org.multihost.migration.spi.OutgoingFigures;
import org.multihost.migration.spi.OutgoingReport;

class MissedMomentsTests {

  private static final Duration INTERVAL = Duration.ofMillis(50);

  private static OutgoingReport report(MigrationOutcome outcome, String error) {
    return new OutgoingReport(
        outcome,
        Optional.of(VmState.MIGRATED),
        Optional.empty(),
        OutgoingFigures.onlyTime(Duration.ofSeconds(1)),
        error.isEmpty() ? Optional.empty() : Optional.of(error));
  }

  private static MigrationFailedException failure(Map<String, OutgoingReport> reports) {
    MigrationProgress last =
        new MigrationProgress("active", 2, Duration.ofSeconds(1), 30, 70, 100, 0);
    return new MissedMoments(
            PlannedMigration.plan(new RecordingTest(), builder -> builder),
            List.of("Percent[least=50]"),
            last,
            Duration.ofMillis(2350))
        .failure(reports, INTERVAL);
  }

  @Test
  void saysWhatWasMissedHowItEndedAndTheLastSample() {
    assertThat(failure(Map.of("vm1", report(MigrationOutcome.COMPLETED, ""))))
        .hasMessageStartingWith(
            "Missed [Percent[least=50]]: migration #1 [vm1: source -> destination] ended"
                + " [vm1 COMPLETED] after 2.35 s, before that moment; last sample: [pass 2, 30 %")
        .hasMessageContainingAll("maxBandwidth(…)", "moment-interval] is [50 ms]");
  }

  @Test
  void aMigrationThatFailedNeedsNoAdviceToLastLonger() {
    Map<String, OutgoingReport> reports = new LinkedHashMap<>();
    reports.put("vm1", report(MigrationOutcome.COMPLETED, ""));
    reports.put("vm2", report(MigrationOutcome.FAILED, "Broken pipe"));
    assertThat(failure(reports))
        .hasMessageContaining("[vm1 COMPLETED, vm2 FAILED: Broken pipe]")
        .hasMessageNotContaining("maxBandwidth");
  }
}
