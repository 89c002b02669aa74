package org.multihost.migration.qemu.hosts;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;

/** Fails after its machine went through the file that the system property {@link #FILE} names. */
@MultihostMigration
@MigrateVm(name = "vm1", memory = "128 MiB")
class KeptStateTestCase {

  static final String FILE = "test.kept.file";

  @Test
  public void fails(Migrations migrations) {
    migrations
        .migrate()
        .throughFile(Path.of(System.getProperty(FILE)))
        .checkWork(
            work -> {
              throw new AssertionError("on purpose");
            })
        .run();
  }
}
