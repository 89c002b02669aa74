package org.multihost.migration.qemu.hosts;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MigrationBuilder;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;

/** Fails after its machine went through the file that the system property {@link #FILE} names. */
@MultihostMigration
@MigrateVm(name = "vm1", memory = "128 MiB")
class KeptStateTestCase {

  static final String FILE = "test.kept.file";
  static final String MAPPED = "test.kept.mapped";

  @Test
  public void fails(Migrations migrations) {
    MigrationBuilder migration = migrations.migrate();
    if (Boolean.getBoolean(MAPPED)) {
      migration.capability("mapped-ram", true);
    }
    migration
        .throughFile(Path.of(System.getProperty(FILE)))
        .checkWork(
            work -> {
              throw new AssertionError("on purpose");
            })
        .run();
  }
}
