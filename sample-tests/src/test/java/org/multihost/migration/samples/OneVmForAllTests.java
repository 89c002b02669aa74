package org.multihost.migration.samples;

import static org.multihost.migration.MigrationAssertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.multihost.migration.Lifecycle;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MigrationResult;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.VirtualMachine;
import org.multihost.migration.qemu.guest.builtin.BuiltinGuest;

/** One VM for all tests of a class, migrated before the first one. */
@MultihostMigration
@MigrateVm(name = "vm1", lifecycle = Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OneVmForAllTests {

  @BeforeAll
  static void migrateThere(Migrations migrations) {
    migrations.migrate("vm1").run();
  }

  @Test
  @Order(1)
  void migratesBack(VirtualMachine vm1, Migrations migrations) {
    assertThat(vm1).isOn("destination");

    MigrationResult result = migrations.migrate("vm1").run();

    assertThat(result).isCompleted();
  }

  @Test
  @Order(2)
  void beginsWhereTheFirstTestLeftTheVm(VirtualMachine vm1) {
    assertThat(vm1).isOn("source");
    if (vm1.isHere()) {
      vm1.unwrap(BuiltinGuest.class).verify();
    }
  }
}
