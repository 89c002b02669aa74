package org.multihost.migration.qemu.hosts;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.multihost.migration.Login;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;

/**
 * A migration that takes longer than its test has patience: somebody is going to kill a host
 * meanwhile.
 */
@MultihostMigration
@MigrateVm(name = "vm1", memory = "128 MiB", login = Login.NONE)
class SlowMigrationTestCase {

  @Test
  void migratesForMinutes(Migrations migrations) {
    migrations.migrate().maxBandwidth("64 KiB").downtimeLimit(Duration.ofMillis(1)).run();
  }
}
