package org.multihost.migration.qemu.hosts;

import static org.multihost.migration.MigrationAssertions.assertThat;

import org.junit.jupiter.api.Test;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MigrationResult;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;

/** A migration between two hosts that a person started. */
@MultihostMigration
@MigrateVm(name = "vm1", memory = "128 MiB")
class TwoHostsTestCase {

  @Test
  void migrates(Migrations migrations) {
    MigrationResult result =
        migrations
            .migrate()
            .startWork(work -> work.vm("vm1").session().run("echo kept > /tmp/marker"))
            .checkWork(work -> assertKept(work.vm("vm1").session().run("cat /tmp/marker").output()))
            .run();

    assertThat(result).isCompleted();
  }

  private static void assertKept(String output) {
    org.assertj.core.api.Assertions.assertThat(output.strip()).isEqualTo("kept");
  }
}
