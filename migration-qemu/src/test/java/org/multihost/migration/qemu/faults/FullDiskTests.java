package org.multihost.migration.qemu.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.multihost.migration.qemu.NeedsQemu;

/** Disks without room. */
@NeedsQemu
@Timeout(180)
class FullDiskTests {

  @TempDir Path directory;

  @Test
  void aGuestWhoseDiskHasNoRoomFailsTheTestAtOnceAndSaysWhy() throws Exception {
    Path image = directory.resolve("image");
    try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
      file.setLength(16 << 20);
    }
    Path clones = directory.resolve("clones");
    try (SmallDisk small = SmallDisk.mount(clones, "1m");
        Launches launches = new Launches(directory.resolve("reports"))) {
      Map<String, String> failures =
          launches.run(
              FullDiskTestCase.class,
              Map.of(
                  "multihost.vm.vm1.disks", image.toString(),
                  "multihost.disks.dir", clones.toString(),
                  "multihost.timeout.command", "60 s"));

      assertThat(failures).containsOnlyKeys("source", "destination");
      assertThat(failures.values())
          .allSatisfy(
              failure ->
                  assertThat(failure)
                      .contains("vm1", "failed to write", "No space left on device"));
    }
  }

  @Test
  void aLogWithoutRoomEndsTheLogAlone() throws Exception {
    Path reports = directory.resolve("reports");
    try (SmallDisk small = SmallDisk.mount(reports, "192k");
        Launches launches = new Launches(reports)) {
      Map<String, String> failures =
          launches.run(FullLogTestCase.class, Map.of("multihost.timeout.command", "60 s"));

      assertThat(failures).isEqualTo(Map.of("source", "", "destination", ""));
      assertThat(Files.getFileStore(reports).getUsableSpace()).isZero();
    }
  }
}
