package org.multihost.migration.qemu.faults;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;

/** A migration that is under way until its controller ends. */
@MultihostMigration
@MigrateVm(name = "vm1", memory = "128 MiB")
class EndlessTestCase {

  @Test
  void migratesForMinutes(Migrations migrations) {
    migrations.migrate().maxBandwidth("64 KiB").downtimeLimit(Duration.ofMillis(1)).run();
  }
}
