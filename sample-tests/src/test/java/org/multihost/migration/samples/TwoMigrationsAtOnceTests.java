package org.multihost.migration.samples;

import static org.multihost.migration.MigrationAssertions.assertThat;

import org.junit.jupiter.api.Test;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.Migration;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.VirtualMachine;

/** Two migrations are under way at the same time, in opposite directions. */
@MultihostMigration(hosts = {"source", "destination"})
@MigrateVm(name = "leaving", home = "source")
@MigrateVm(name = "coming", home = "destination")
class TwoMigrationsAtOnceTests {

  @Test
  void passEachOther(Migrations migrations, VirtualMachine leaving, VirtualMachine coming) {
    Migration there = migrations.migrate("leaving").from("source").to("destination").start();
    Migration back = migrations.migrate("coming").from("destination").to("source").start();

    assertThat(there.join()).isCompleted();
    assertThat(back.join()).isCompleted();
    assertThat(leaving).isOn("destination");
    assertThat(coming).isOn("source");
  }
}
