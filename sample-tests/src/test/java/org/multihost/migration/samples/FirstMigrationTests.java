package org.multihost.migration.samples;

import static org.multihost.migration.MigrationAssertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MigrationResult;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;

/** A busy guest migrates to another host, where its work continues. */
@MultihostMigration(hosts = {"source", "destination"})
@MigrateVm(name = "vm1", memory = "256 MiB")
class FirstMigrationTests {

  @Test
  void workSurvivesMigration(Migrations migrations) {
    MigrationResult result =
        migrations
            .migrate("vm1")
            .from("source")
            .to("destination")
            .startWork(work -> work.session().run("dd if=/dev/zero of=/dev/null &"))
            .checkWork(work -> work.session().run("killall -0 dd"))
            .run();

    assertThat(result).isCompleted().hasDowntimeBelow(Duration.ofSeconds(3));
  }
}
