package org.multihost.migration.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.multihost.migration.MigrationAssertions.assertThat;
import static org.multihost.migration.MigrationMoment.pass;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.multihost.migration.BackgroundWork;
import org.multihost.migration.GuestSession;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MigrationBuilder;
import org.multihost.migration.MigrationResult;
import org.multihost.migration.MigrationWork;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.qemu.condition.EnabledOnQemu;

/** A guest writes to its memory faster than the migration carries it away. */
@MultihostMigration
@MigrateVm(name = "vm1", memory = "128 MiB")
@EnabledOnQemu(
    since = "9.0",
    disabledReason = "older ones have no avail-switchover-bandwidth, or can corrupt busy guests")
class BusyMemoryTests {

  private static final long MANY_PASSES = 6;

  private static MigrationBuilder slow(Migrations migrations) {
    return migrations.migrate().maxBandwidth("32 MiB").downtimeLimit(Duration.ofMillis(20));
  }

  /** Writes what is there already, so that it has to be sent again, and yet nothing changes. */
  private static void startWriting(MigrationWork work) {
    GuestSession guest = work.session();
    guest.run("dd if=/dev/urandom of=/tmp/new bs=1M count=16");
    guest.start("while :; do dd if=/tmp/new of=/tmp/again bs=1M conv=notrunc; done");
  }

  /** The migration takes the link for a fast one, and stops the guest for what is left. */
  private static void finish(MigrationWork work) {
    work.migration().parameter("avail-switchover-bandwidth", 1L << 30);
    work.migration().parameter("downtime-limit", 10_000);
  }

  @Test
  void aMigrationThatDoesNotConvergeDoesWithAutoConverge(Migrations migrations) {
    MigrationResult endless =
        slow(migrations)
            .startWork(BusyMemoryTests::startWriting)
            .cancelWhen(progress -> progress.iteration() > MANY_PASSES)
            .run();
    assertThat(endless).isCancelled();

    MigrationResult throttled =
        slow(migrations)
            .capability("auto-converge", true)
            .parameter("cpu-throttle-initial", 60)
            .parameter("cpu-throttle-increment", 30)
            .parameter("max-cpu-throttle", 99)
            .checkWork(
                work ->
                    assertThat(work.session().started())
                        .singleElement()
                        .matches(BackgroundWork::isRunning))
            .run();
    assertThat(throttled).isCompleted();
  }

  @Test
  void xbzrleSendsLessOfWhatChangesLittle(Migrations migrations) {
    MigrationResult whole =
        slow(migrations)
            .startWork(BusyMemoryTests::startWriting)
            .during(pass(MANY_PASSES), BusyMemoryTests::finish)
            .run();
    MigrationResult compressed =
        slow(migrations)
            .from("destination")
            .to("source")
            .capability("xbzrle", true)
            .parameter("xbzrle-cache-size", 64 << 20)
            .during(pass(MANY_PASSES), BusyMemoryTests::finish)
            .run();

    assertThat(compressed).isCompleted().hasTransferredLessThan(whole);
  }
}
