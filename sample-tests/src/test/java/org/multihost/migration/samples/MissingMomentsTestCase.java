package org.multihost.migration.samples;

import static org.multihost.migration.MigrationMoment.status;

import org.junit.jupiter.api.Test;
import org.multihost.migration.Login;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;

/** Migrations that end before the moment that the test waits for; each test fails and says so. */
@MultihostMigration
@MigrateVm(name = "vm1", memory = "128 MiB", login = Login.NONE)
class MissingMomentsTestCase {

  @Test
  void aStepWaitsForAStatusThatDoesNotCome(Migrations migrations) {
    migrations.migrate().during(status("postcopy-active"), work -> work.log("never")).run();
  }

  @Test
  void aConditionIsNeverMet(Migrations migrations) {
    migrations.migrate().cancelWhen(now -> now.percent() > 100).run();
  }

  @Test
  void aMigrationFailsBeforeTheMoment(Migrations migrations) {
    migrations
        .migrate()
        .setting("multihost.vm.vm1.arguments", "-m 96M")
        .during(status("postcopy-active"), work -> work.log("never"))
        .expect(MigrationOutcome.FAILED)
        .run();
  }

  @Test
  void aCancellationComesTooLate(Migrations migrations) {
    migrations
        .migrate()
        .during(status("completed"), work -> work.migration().cancel())
        .expect(MigrationOutcome.CANCELLED)
        .run();
  }
}
