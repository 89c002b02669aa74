package org.multihost.migration.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.multihost.migration.MigrationAssertions.assertThat;
import static org.multihost.migration.MigrationMoment.guestRuns;
import static org.multihost.migration.MigrationMoment.status;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MigrationResult;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.StatusTime;
import org.multihost.migration.qemu.qmp.QmpClient;

/** A postcopy that loses its stream and is recovered; a look at both ends of a migration. */
@MultihostMigration
@MigrateVm(name = "vm1", memory = "128 MiB")
class PostcopyTests {

  @Test
  void losesItsStreamAndIsRecovered(Migrations migrations) {
    MigrationResult result =
        migrations
            .migrate()
            .timeout(Duration.ofMinutes(4))
            .maxBandwidth("1 MiB")
            .parameter("max-postcopy-bandwidth", 8 << 20)
            .postcopy(status("active"))
            .duringAtDestination(guestRuns(), work -> work.migration().pause())
            .recoverPostcopy()
            .checkWork(work -> work.session().run("true"))
            .run();

    assertThat(result).isCompleted();
    assertThat(result.statuses())
        .extracting(StatusTime::status)
        .contains("postcopy-paused", "postcopy-recover");
  }

  @Test
  void looksAtBothEnds(Migrations migrations) {
    migrations
        .migrate()
        .duringAtDestination(
            status("active"),
            work -> assertThat(state(work.arriving("vm1", QmpClient.class))).isEqualTo("inmigrate"))
        .checkSource(
            work -> assertThat(state(work.source("vm1", QmpClient.class))).isEqualTo("postmigrate"))
        .run();
  }

  private static String state(QmpClient qmp) {
    return qmp.execute("query-status").path("status").asText();
  }
}
