package org.multihost.migration.qemu.hosts;

import static org.multihost.migration.MigrationAssertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;

/** Migrates through the file that the system property {@link #FILE} names. */
@MultihostMigration
@MigrateVm(name = "vm1", memory = "128 MiB")
class ThroughFileTestCase {

  static final String FILE = "test.through.file";

  @Test
  void guestArrives(Migrations migrations) {
    migrations
        .migrate()
        .throughFile(Path.of(System.getProperty(FILE)))
        .startWork(work -> work.vm("vm1").session().run("echo hello >/letter"))
        .checkWork(
            work -> assertThat(work.vm("vm1").session().run("cat /letter")).hasOutput("hello"))
        .run();
  }
}
