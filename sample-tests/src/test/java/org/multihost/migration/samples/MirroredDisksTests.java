package org.multihost.migration.samples;

import static org.multihost.migration.MigrationAssertions.assertThat;

import org.junit.jupiter.api.Test;
import org.multihost.migration.CloneDisks;
import org.multihost.migration.Disk;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MigrationResult;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.Storage;

/**
 * The hosts have no storage in common: each migration copies the disk, and the guest finds there
 * what it has written on every host.
 */
@MultihostMigration(hosts = {"source", "destination"})
@MigrateVm(
    name = "vm1",
    memory = "128 MiB",
    disks = @Disk(path = "src/test/images/data.img", format = "raw"),
    cloneDisks = CloneDisks.OVERLAY,
    storage = Storage.MIRROR)
class MirroredDisksTests {

  private static final String WRITE = "printf %s | dd of=/dev/vda bs=64k seek=%d conv=fsync";

  private static final String READ =
      """
      echo 3 > /proc/sys/vm/drop_caches
      dd if=/dev/vda bs=64k skip=%d count=1 2>/dev/null | head -c 4\
      """;

  @Test
  void aDiskMovesWithItsGuestThereAndBack(Migrations migrations) {
    MigrationResult there =
        migrations
            .migrate()
            .from("source")
            .to("destination")
            .startWork(
                work -> assertThat(work.session().run(WRITE.formatted("here", 3))).hasExitCode(0))
            .checkWork(
                work -> {
                  assertThat(work.session().run(READ.formatted(3))).hasOutput("here");
                  assertThat(work.session().run(WRITE.formatted("away", 5))).hasExitCode(0);
                })
            .run();
    assertThat(there).isCompleted();

    MigrationResult back =
        migrations
            .migrate()
            .from("destination")
            .to("source")
            .checkWork(
                work -> {
                  assertThat(work.session().run(READ.formatted(3))).hasOutput("here");
                  assertThat(work.session().run(READ.formatted(5))).hasOutput("away");
                })
            .run();
    assertThat(back).isCompleted();
  }
}
