package org.multihost.migration.qemu.outcome;

import static org.multihost.migration.MigrationAssertions.assertThat;
import static org.multihost.migration.MigrationMoment.status;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.multihost.migration.Lifecycle;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.VirtualMachine;

/** A VM that lives as long as its class; every other test cuts its migration short. */
@MultihostMigration
@MigrateVm(name = "vm1", lifecycle = Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LastingVmTestCase {

  @Test
  @Order(1)
  void cutsItShort(Migrations migrations) {
    failing(migrations, "active");
  }

  private static void failing(Migrations migrations, String moment) {
    migrations
        .migrate()
        .maxBandwidth("64 MiB")
        .during(
            status(moment),
            work -> {
              throw new AssertionError("a step fails on purpose");
            })
        .run();
  }

  /** QEMU may still cancel the migration of the test before. */
  @Test
  @Order(2)
  void migratesFromTheSource(Migrations migrations, VirtualMachine vm1) {
    assertThat(vm1).isOn("source");
    assertThat(migrations.migrate().run()).isCompleted();
  }

  @Test
  @Order(3)
  void cutsItShortWhenItHasArrived(Migrations migrations) {
    failing(migrations, "completed");
  }

  @Test
  @Order(4)
  void migratesFromWhereItHasArrived(Migrations migrations, VirtualMachine vm1) {
    assertThat(vm1).isOn("source");
    assertThat(migrations.migrate().run()).isCompleted();
  }
}
