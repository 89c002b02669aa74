package org.multihost.migration.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.VirtualMachine;

/** A file goes into the guest once, and comes out the same after each hop. */
@MultihostMigration(hosts = {"left", "right"})
@MigrateVm(name = "vm1", memory = "128 MiB")
class FileChecksumTests {

  @Test
  void theFileIsTheSameOnEveryHost(Migrations migrations, VirtualMachine vm1, @TempDir Path files)
      throws IOException {
    byte[] content = new byte[40_000];
    new Random(1).nextBytes(content);
    if (vm1.isHere()) {
      vm1.session().copyTo(Files.write(files.resolve("original"), content), "/tmp/file");
    }
    for (int hop = 1; hop <= 4; hop++) {
      Path copy = files.resolve("copy" + hop);
      migrations
          .migrate()
          .from(hop % 2 == 1 ? "left" : "right")
          .to(hop % 2 == 1 ? "right" : "left")
          .checkWork(
              work -> {
                work.session().copyFrom("/tmp/file", copy);
                assertThat(copy).hasBinaryContent(content);
              })
          .run();
    }
  }
}
