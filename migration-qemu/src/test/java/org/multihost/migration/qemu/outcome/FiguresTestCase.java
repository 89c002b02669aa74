package org.multihost.migration.qemu.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.multihost.migration.MigrationAssertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MigrationPass;
import org.multihost.migration.MigrationResult;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.StatusTime;

/** The figures and the history of migrations on real QEMU. */
@MultihostMigration
@MigrateVm(name = "vm1", memory = "128 MiB")
class FiguresTestCase {

  private static final long MIB = 1 << 20;

  @Test
  void bothSidesReport(Migrations migrations) {
    MigrationResult result = migrations.migrate().maxBandwidth("16 MiB").run();

    assertThat(result)
        .isCompleted()
        .hasBandwidthBetween(2 * MIB, 20 * MIB)
        .hasFigureBetween("ram.normal", 500, 33_000)
        .hasFigureBetween("ram.duplicate", 500, 33_000);
    assertThat(result.figures().normalPages().orElseThrow())
        .isEqualTo(result.figures().number("ram.normal").orElseThrow().longValue());
    assertThat(result.figures().expectedDowntime()).isPresent();
    assertThat(result.figures().throttlePercent()).isEmpty();
    assertThat(result.destination().figures().text("status")).contains("completed");
    assertThat(result.statuses().stream().filter(at -> at.host().equals("source")))
        .extracting(StatusTime::status)
        .containsSubsequence("setup", "active", "completed");
    assertThat(result.statuses().stream().filter(at -> at.host().equals("destination")))
        .extracting(StatusTime::status)
        .containsSubsequence("active", "completed");
    assertThat(result.progress()).hasSizeGreaterThan(4);
    assertThat(result.source().passes()).hasSizeGreaterThan(1);
    MigrationPass first = result.source().passes().get(0);
    assertThat(first.bytes()).isGreaterThan(2 * MIB);
    assertThat(first.duration()).isGreaterThan(Duration.ofMillis(100));
  }

  @Test
  void theGuestWasThrottled(Migrations migrations) {
    MigrationResult result = migrations.migrate().maxBandwidth("16 MiB").run();

    assertThat(result).hasThrottleBetween(1, 99);
  }

  @Test
  void aFigureThatThisQemuDoesNotReport(Migrations migrations) {
    MigrationResult result = migrations.migrate().run();

    assertThat(result).hasFigureBetween("ram.nromal", 0, 1);
  }
}
