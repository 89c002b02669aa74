package org.multihost.migration.samples;

import static org.multihost.migration.MigrationAssertions.assertThat;

import org.junit.jupiter.api.Test;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;

/**
 * Passes where the destination has a medium of its own, which is a setting: {@code
 * multihost.host.destination.vm.vm1.cdrom=src/test/images/second.iso}. Fails without it.
 */
@MultihostMigration(hosts = {"source", "destination"})
@MigrateVm(name = "vm1", memory = "128 MiB", cdrom = "src/test/images/first.iso")
class OwnMediumTestCase {

  private static final String READ =
      "until [ -b /dev/sr0 ]; do sleep 0.1; done; head -n 1 /dev/sr0";

  @Test
  void theGuestReadsTheMediumOfItsHost(Migrations migrations) {
    migrations
        .migrate("vm1")
        .from("source")
        .to("destination")
        .checkWork(work -> assertThat(work.session().run(READ)).hasOutput("second medium"))
        .run();
  }
}
