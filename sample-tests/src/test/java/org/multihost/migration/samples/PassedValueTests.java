package org.multihost.migration.samples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;

/** A value that a step on the source passes to a step on the destination, in another JVM. */
@MultihostMigration
@MigrateVm(name = "vm1", memory = "128 MiB")
class PassedValueTests {

  private static final String SUM = "md5sum /tmp/data";

  @Test
  void checksumIsTheSameAtTheDestination(Migrations migrations) {
    migrations
        .migrate()
        .startWork(
            work -> {
              work.session().run("dd if=/dev/urandom of=/tmp/data bs=1024 count=64");
              work.put("checksum", work.session().run(SUM).output());
            })
        .checkWork(
            work ->
                assertThat(work.session().run(SUM).output())
                    .isEqualTo(work.get("checksum", String.class)))
        .run();
  }
}
