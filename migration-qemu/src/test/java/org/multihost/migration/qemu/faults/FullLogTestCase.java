package org.multihost.migration.qemu.faults;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;

/** A guest that says more on its console than the place of the logs has room for. */
@MultihostMigration(hosts = {"source", "destination"})
@MigrateVm(name = "vm1", memory = "128 MiB")
class FullLogTestCase {

  @Test
  void saysTooMuch(Migrations migrations) {
    migrations
        .migrate()
        .startWork(
            work -> {
              work.vm("vm1").session().run("seq 1 60000 >/dev/console; echo enough >/dev/console");
              work.vm("vm1").console().await("enough", Duration.ofSeconds(60));
            })
        .checkWork(work -> work.vm("vm1").session().run("echo alive"))
        .run();
  }
}
