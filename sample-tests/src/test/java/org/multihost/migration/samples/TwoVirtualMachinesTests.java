package org.multihost.migration.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.multihost.migration.MigrationAssertions.assertThat;

import org.junit.jupiter.api.Test;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MigrationResult;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.VirtualMachine;

/** Two machines move in one migration, both at the same time. */
@MultihostMigration(hosts = {"source", "destination"})
@MigrateVm(name = "web")
@MigrateVm(name = "database")
class TwoVirtualMachinesTests {

  @Test
  void moveTogether(Migrations migrations, VirtualMachine web, VirtualMachine database) {
    MigrationResult result =
        migrations
            .migrate("web", "database")
            .checkWork(
                work -> {
                  work.vm("web").session().run("uptime");
                  work.vm("database").session().run("uptime");
                })
            .run();

    assertThat(result).isCompleted();
    assertThat(result.vms()).containsOnlyKeys("web", "database");
    assertThat(web).isOn("destination");
    assertThat(database).isOn("destination");
  }
}
