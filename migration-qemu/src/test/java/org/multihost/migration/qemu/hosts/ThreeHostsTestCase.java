package org.multihost.migration.qemu.hosts;

import static org.multihost.migration.MigrationAssertions.assertThat;

import org.junit.jupiter.api.Test;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;

/** A migration between two hosts, and a third one that looks on. */
@MultihostMigration(hosts = {"source", "destination", "bystander"})
@MigrateVm(name = "vm1", memory = "128 MiB")
class ThreeHostsTestCase {

  @Test
  void migrates(Migrations migrations) {
    migrations
        .migrate()
        .startWork(work -> work.vm("vm1").session().run("echo kept > /marker"))
        .checkWork(
            work -> assertThat(work.vm("vm1").session().run("cat /marker")).hasOutput("kept"))
        .run();
  }
}
