package org.multihost.migration.samples;

import org.junit.jupiter.api.Test;
import org.multihost.migration.Login;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;

/** Fails at once on both hosts, though nothing waits for the work that fails. */
@MultihostMigration
@MigrateVm(name = "vm1", memory = "128 MiB", login = Login.NONE)
class FailingWorkTestCase {

  @Test
  void workOfTheTestsOwnFailsBesideTheMigration(Migrations migrations) {
    migrations
        .migrate()
        .maxBandwidth("64 KiB")
        .startWork(
            work ->
                work.background(
                    "probe",
                    step -> {
                      throw new IllegalStateException("the probe finds nothing");
                    }))
        .run();
  }
}
