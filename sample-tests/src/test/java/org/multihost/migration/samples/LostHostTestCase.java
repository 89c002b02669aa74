package org.multihost.migration.samples;

import org.junit.jupiter.api.Test;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MigrationMoment;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;

/**
 * A run that loses its source while the VM migrates, as by {@code kill -9}: {@code ./run samples
 * -Dtest=LostHostTestCase}.
 */
@MultihostMigration(hosts = {"source", "destination"})
@MigrateVm(name = "vm1")
class LostHostTestCase {

  @Test
  void losesItsSource(Migrations migrations) {
    migrations
        .migrate("vm1")
        .from("source")
        .to("destination")
        .maxBandwidth("8 MiB")
        .during(MigrationMoment.percent(30), migration -> Runtime.getRuntime().halt(137))
        .run();
  }
}
