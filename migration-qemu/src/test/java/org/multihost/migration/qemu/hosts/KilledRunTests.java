package org.multihost.migration.qemu.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.multihost.migration.qemu.NeedsQemu;

/** A build tool's JVM, which starts the hosts, is killed while a test has cloned disks. */
@NeedsQemu
@Timeout(300)
class KilledRunTests {

  @TempDir Path directory;

  @Test
  void noCloneOfADiskIsLeft() throws Exception {
    Path image = Files.write(directory.resolve("image.img"), new byte[1 << 20]);
    Path clones = directory.resolve("clones");
    try (HostProcess controller =
        HostLaunch.here(directory)
            .with(
                "-Dmultihost.report.dir=" + directory.resolve("reports"),
                "-Dmultihost.disks.dir=" + clones,
                "-Dmultihost.vm.vm1.image=" + image)
            .start(EndlessDisksTestCase.class)) {
      controller.awaitLine("has its disks", 240);
      assertThat(clones).isNotEmptyDirectory();

      controller.kill();

      await("removal of the clones")
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(clones).isEmptyDirectory());
    }
  }
}
