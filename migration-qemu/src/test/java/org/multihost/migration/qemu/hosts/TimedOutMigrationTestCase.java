package org.multihost.migration.qemu.hosts;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;

/** A migration that is given far less time than it needs. */
@MultihostMigration
@MigrateVm(name = "vm1", memory = "128 MiB")
class TimedOutMigrationTestCase {

  @Test
  void takesTooLong(Migrations migrations) {
    migrations
        .migrate()
        .maxBandwidth("64 KiB")
        .downtimeLimit(Duration.ofMillis(1))
        .timeout(Duration.ofSeconds(2))
        .run();
  }
}
