package org.multihost.migration.internal.scenario.migration;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.multihost.migration.MigrationFailedException;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.MigrationProgress;
import org.multihost.migration.internal.config.text.Durations;
import org.multihost.migration.internal.scenario.environment.ProgressText;
import org.multihost.migration.internal.scenario.plan.MigrationPlan;
import org.multihost.migration.spi.OutgoingReport;

/**
 * The moments that were not reached when a migration ended.
 *
 * @param moments the moments, in words
 * @param last the last progress while the migration was under way
 * @param took the duration of the migration, from its start to its end
 */
record MissedMoments(
    MigrationPlan plan, List<String> moments, MigrationProgress last, Duration took) {

  /** Returns the failure of the test; its advice is for a migration that was too fast. */
  public MigrationFailedException failure(
      Map<String, OutgoingReport> reports, Duration momentInterval) {
    return new MigrationFailedException(
        "Missed %s: %s [%s] ended %s after %s, before that moment; last sample: [%s]%s"
            .formatted(
                moments,
                plan.title(),
                plan.route(),
                outcomes(reports),
                Durations.format(took),
                ProgressText.figures(last),
                allCompleted(reports.values()) ? advice(momentInterval) : ""));
  }

  private static boolean allCompleted(Collection<OutgoingReport> reports) {
    return reports.stream().allMatch(each -> each.outcome() == MigrationOutcome.COMPLETED);
  }

  /** Returns the outcomes, as {@code [vm1 COMPLETED]}, with the error of a VM that has one. */
  private static String outcomes(Map<String, OutgoingReport> reports) {
    return reports.entrySet().stream()
        .map(
            each ->
                each.getKey()
                    + " "
                    + each.getValue().outcome()
                    + each.getValue().error().map(error -> ": " + error).orElse(""))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static String advice(Duration momentInterval) {
    return "; make the migration last longer with maxBandwidth(…), choose an earlier moment, such as a smaller percent, or sample more often: [multihost.progress.moment-interval] is [%s]"
        .formatted(Durations.format(momentInterval));
  }
}
