package org.multihost.migration.samples;

import static org.multihost.migration.MigrationMoment.status;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;

/** Its guest's kernel crashes while it migrates; it fails for that reason, and soon. */
@MultihostMigration
@MigrateVm(name = "vm1", memory = "128 MiB")
class CrashingGuestTestCase {

  @Test
  void guestCrashes(Migrations migrations) {
    migrations
        .migrate()
        .maxBandwidth("64 KiB")
        .downtimeLimit(Duration.ofMillis(1))
        .during(status("active"), work -> work.session().run("echo c > /proc/sysrq-trigger"))
        .run();
  }
}
