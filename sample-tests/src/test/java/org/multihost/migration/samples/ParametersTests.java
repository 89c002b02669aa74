package org.multihost.migration.samples;

import static org.multihost.migration.MigrationAssertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MigrationResult;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;

/** A parameterised test: each invocation has a newly started VM, with its own memory. */
@MultihostMigration
@MigrateVm(name = "vm1", memory = "{arg:memory}")
class ParametersTests {

  @ParameterizedTest
  @CsvSource({"128 MiB, 16 MiB", "160 MiB, 64 MiB"})
  void migratesWithEachMemory(String memory, String bandwidth, Migrations migrations) {
    MigrationResult result = migrations.migrate().maxBandwidth(bandwidth).run();

    assertThat(result).isCompleted();
  }
}
