package org.multihost.migration.samples;

import static org.multihost.migration.MigrationAssertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.multihost.migration.CloneDisks;
import org.multihost.migration.Disk;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MigrationResult;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.qemu.condition.DisabledOnQemu;
import org.multihost.migration.qemu.install.Accelerator;

/**
 * A guest writes to its disk while it moves, and what it wrote is there. The test gets an overlay
 * of the image: the image stays as it is.
 */
@MultihostMigration(hosts = {"source", "destination"})
@MigrateVm(
    name = "vm1",
    memory = "128 MiB",
    disks =
        @Disk(path = "src/test/images/data.img", format = "raw", serial = "data", iothread = true),
    cloneDisks = CloneDisks.OVERLAY)
@DisabledOnQemu(
    before = "9.0",
    accelerator = Accelerator.TCG,
    disabledReason = "it can corrupt the memory of a guest that writes while it migrates")
class DisksTests {

  /** Written on the source only, behind what the stress writes. */
  private static final String WRITE_ONCE =
      """
      dd if=/dev/urandom of=/tmp/once bs=64k count=8
      dd if=/tmp/once of=/dev/vda bs=64k seek=16 conv=fsync\
      """;

  private static final String READ =
      """
      echo 3 > /proc/sys/vm/drop_caches
      dd if=/dev/vda of=/tmp/read bs=64k skip=16 count=8
      grep -x data /sys/block/vda/serial &&
      cmp /tmp/once /tmp/read && cmp -n 524288 /tmp/written /dev/vda\
      """;

  /** Writes the disk again and again, each time with something else, until it is told to stop. */
  private static final String STRESS =
      """
      while [ ! -e /tmp/stop ]; do
        dd if=/dev/urandom of=/tmp/next bs=64k count=8 2>/dev/null
        dd if=/tmp/next of=/dev/vda conv=fsync 2>/dev/null || exit
        mv /tmp/next /tmp/written
      done\
      """;

  @Test
  void whatIsWrittenWhileTheMachineMovesIsOnTheDisk(Migrations migrations) {
    MigrationResult result =
        migrations
            .migrate("vm1")
            .from("source")
            .to("destination")
            .startWork(
                work -> {
                  work.session().run(WRITE_ONCE);
                  work.session().start(STRESS);
                })
            .checkWork(
                work -> {
                  var session = work.session();
                  session.run("touch /tmp/stop");
                  var stress = session.started().get(0).await(Duration.ofSeconds(60));
                  assertThat(stress).hasExitCode(0);
                  session.run(READ);
                })
            .run();

    assertThat(result).isCompleted();
  }
}
