package org.multihost.migration.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.multihost.migration.MigrationAssertions.assertThat;

import org.junit.jupiter.api.Test;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MigrationResult;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.StatusTime;

/** The figures and the history that both sides of a migration have reported. */
@MultihostMigration
@MigrateVm(name = "vm1", memory = "128 MiB")
class FiguresAndHistoryTests {

  private static final long MIB = 1 << 20;

  @Test
  void bothSidesReport(Migrations migrations) {
    MigrationResult result = migrations.migrate().maxBandwidth("16 MiB").run();

    assertThat(result)
        .isCompleted()
        .hasBandwidthBetween(MIB, 20 * MIB)
        .hasFigureBetween("ram.normal", 500, 33_000);
    assertThat(result.statuses())
        .filteredOn(at -> at.host().equals("destination"))
        .extracting(StatusTime::status)
        .endsWith("completed");
    assertThat(result.source().passes()).hasSizeGreaterThan(1);
  }
}
