package org.multihost.migration.samples;

import static org.multihost.migration.MigrationAssertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MigrationResult;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;

/** A parameterised test: each invocation has a newly started VM. */
@MultihostMigration
@MigrateVm(name = "vm1", memory = "128 MiB")
class ParametersTests {

  @ParameterizedTest
  @ValueSource(strings = {"16 MiB", "64 MiB"})
  void migratesAtEachBandwidth(String bandwidth, Migrations migrations) {
    MigrationResult result = migrations.migrate().maxBandwidth(bandwidth).run();

    assertThat(result).isCompleted();
  }
}
