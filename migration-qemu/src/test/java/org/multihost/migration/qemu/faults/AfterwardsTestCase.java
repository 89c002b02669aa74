package org.multihost.migration.qemu.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;

/** What comes in the same run after a fault, and must succeed. */
@MultihostMigration(hosts = {"source", "destination", "witness"})
@MigrateVm(name = "vm1", memory = "128 MiB")
class AfterwardsTestCase {

  @Test
  void migrates(Migrations migrations) {
    migrations
        .migrate()
        .from("source")
        .to("destination")
        .checkWork(
            work ->
                assertThat(work.vm("vm1").session().run("echo alive").output())
                    .isEqualTo("alive\n"))
        .run();
  }
}
