package org.multihost.migration.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.multihost.migration.MigrationAssertions.assertThat;
import static org.multihost.migration.MigrationMoment.percent;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.multihost.migration.GuestSession;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MigrationResult;
import org.multihost.migration.MigrationWork;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;

/** A guest on its way can be reset, and its clock stays right. */
@MultihostMigration
@MigrateVm(name = "vm1", memory = "128 MiB")
class GuestStateTests {

  private static GuestSession guest(MigrationWork work) {
    return work.session();
  }

  @Test
  void aGuestThatIsResetAgainAndAgainArrivesAndBoots(Migrations migrations) {
    MigrationResult result =
        migrations
            .migrate()
            .maxBandwidth("16 MiB")
            .startWork(work -> guest(work).run("touch /tmp/before"))
            .during(percent(5), work -> work.vm().reset())
            .during(percent(25), work -> work.vm().reset())
            .during(percent(50), work -> work.vm().reset())
            .during(percent(75), work -> work.vm().reset())
            .checkWork(work -> assertThat(guest(work).run("ls /tmp")).hasOutput(""))
            .run();

    assertThat(result).isCompleted();
  }

  @Test
  void theGuestsClockAgreesWithTheHosts(Migrations migrations) {
    migrations
        .migrate()
        .startWork(GuestStateTests::compareClocks)
        .checkWork(GuestStateTests::compareClocks)
        .run();
    migrations
        .migrate()
        .from("destination")
        .to("source")
        .checkWork(GuestStateTests::compareClocks)
        .run();
  }

  private static void compareClocks(MigrationWork work) {
    GuestSession session = guest(work);
    long before = Instant.now().getEpochSecond();
    long there = Long.parseLong(session.run("date +%s").output().strip());
    assertThat(there)
        .as("the guest's clock, and the host's [%s]", work.vm().host())
        .isBetween(before - 2, Instant.now().getEpochSecond() + 2);
  }
}
