package org.multihost.migration.qemu.faults;

import org.junit.jupiter.api.Test;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;

/** A guest that writes more to its disk than the place of its clone has room for. */
@MultihostMigration(hosts = {"source", "destination"})
@MigrateVm(name = "vm1", memory = "128 MiB", cloneDisks = "overlay")
class FullDiskTestCase {

  @Test
  void writesTooMuch(Migrations migrations) {
    migrations
        .migrate()
        .startWork(
            work ->
                work.vm("vm1")
                    .session()
                    .run("dd if=/dev/urandom of=/dev/vda bs=64k count=64 conv=fsync"))
        .run();
  }
}
