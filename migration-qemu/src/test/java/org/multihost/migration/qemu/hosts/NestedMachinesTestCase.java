package org.multihost.migration.qemu.hosts;

import static org.multihost.migration.MigrationAssertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.VirtualMachine;

/** Machines that only nested classes and their methods declare, one of them anew. */
@MultihostMigration
class NestedMachinesTestCase {

  @MigrateVm(name = "vm1", memory = "128 MiB")
  public abstract static class Small {}

  @Nested
  @MigrateVm(name = "vm1", memory = "256 MiB")
  class Redeclared extends Small {
    @Test
    void migratesWithItsOwnMemory(Migrations migrations) {
      assertThat(
              migrations
                  .migrate()
                  .checkWork(
                      work ->
                          work.vm("vm1")
                              .session()
                              .run("test $(awk '/MemTotal/ {print $2}' /proc/meminfo) -gt 180000"))
                  .run())
          .isCompleted();
    }
  }

  @Nested
  class OnMethod {
    @Test
    @MigrateVm(name = "vm2", memory = "128 MiB")
    void hasItsMachine(VirtualMachine vm2) {
      if (vm2.isHere()) {
        vm2.session().run("true");
      }
    }
  }
}
