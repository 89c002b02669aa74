package org.multihost.migration.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.multihost.migration.MigrationAssertions.assertThat;

import org.junit.jupiter.api.Test;
import org.multihost.migration.HostRole;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MigrationResult;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.VirtualMachine;

/** A third host takes no part in the migration, and still learns how it ended. */
@MultihostMigration(hosts = {"source", "destination", "witness"})
@MigrateVm(name = "vm1")
class ThreeHostsTests {

  @Test
  void bystanderSeesTheEnd(Migrations migrations, HostRole role, VirtualMachine vm1) {
    MigrationResult result = migrations.migrate("vm1").from("source").to("destination").run();

    assertThat(result).isCompleted();
    assertThat(vm1).isOn("destination");
    assertThat(vm1.isHere()).isEqualTo(role == HostRole.DESTINATION);
  }

  @Test
  void bystanderMayBeTheNextDestination(Migrations migrations, VirtualMachine vm1) {
    migrations.migrate("vm1").from("source").to("destination").run();
    migrations.migrate("vm1").from("destination").to("witness").run();

    assertThat(vm1).isOn("witness");
  }
}
