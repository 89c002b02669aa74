package org.multihost.migration.samples;

import static org.multihost.migration.MigrationAssertions.assertThat;

import org.junit.jupiter.api.Test;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MigrationResult;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;

/** A plain migration, to be run with another QEMU on each host. */
@MultihostMigration
@MigrateVm(name = "vm1", memory = "128 MiB")
class OtherVersionTestCase {

  @Test
  void guestAnswersAtTheDestination(Migrations migrations) {
    MigrationResult result =
        migrations.migrate().checkWork(work -> work.session().run("echo arrived")).run();

    assertThat(result).isCompleted();
  }
}
