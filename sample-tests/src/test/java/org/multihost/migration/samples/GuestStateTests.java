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

/** What a guest is does not change on its way: its clock, its processors; and it can be reset. */
@MultihostMigration
@MigrateVm(name = "vm1", memory = "128 MiB", cpus = 2)
class GuestStateTests {

  private static final String SECOND_CPU = "/sys/devices/system/cpu/cpu1/online";

  private static GuestSession guest(MigrationWork work) {
    return work.vm("vm1").session();
  }

  @Test
  void aGuestThatIsResetAgainAndAgainArrivesAndBoots(Migrations migrations) {
    MigrationResult result =
        migrations
            .migrate()
            .maxBandwidth("16 MiB")
            .startWork(work -> guest(work).run("touch /tmp/before"))
            .during(percent(5), work -> work.vm("vm1").reset())
            .during(percent(25), work -> work.vm("vm1").reset())
            .during(percent(50), work -> work.vm("vm1").reset())
            .during(percent(75), work -> work.vm("vm1").reset())
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
        .as("the guest's clock, and the host's [%s]", work.vm("vm1").host())
        .isBetween(before - 2, Instant.now().getEpochSecond() + 2);
  }

  @Test
  void processorsStayAsTheyAreAndComeBackTheSame(Migrations migrations) {
    MigrationResult result =
        migrations
            .migrate()
            .startWork(
                work -> {
                  guest(work).run("grep flags /proc/cpuinfo | tail -n 1 >/tmp/flags");
                  guest(work).run("echo 0 >" + SECOND_CPU);
                })
            .checkWork(
                work -> {
                  assertThat(guest(work).run("cat " + SECOND_CPU)).hasOutput("0");
                  // A processor that comes up is asked anew what it can do.
                  guest(work).run("echo 1 >" + SECOND_CPU);
                  guest(work).run("grep flags /proc/cpuinfo | tail -n 1 | diff /tmp/flags -");
                })
            .run();

    assertThat(result).isCompleted();
  }
}
