package org.multihost.migration.qemu.faults;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file system with little room, mounted while it is open; needs root. */
final class SmallDisk implements AutoCloseable {

  private final Path place;

  private SmallDisk(Path place) {
    this.place = place;
  }

  /**
   * Mounts it.
   *
   * @param size as mount(8) takes it for tmpfs: {@code 512k}
   */
  static SmallDisk mount(Path place, String size) throws IOException {
    boolean root = "root".equals(System.getProperty("user.name"));
    if (!"true".equals(System.getenv("CI"))) {
      assumeTrue(root, "only root can mount a file system");
    }
    Files.createDirectories(place);
    Commands.run(
        List.of("mount", "-t", "tmpfs", "-o", "size=" + size, "multihost-test", place.toString()));
    return new SmallDisk(place);
  }

  @Override
  public void close() throws IOException {
    Commands.run(List.of("umount", "--lazy", place.toString()));
  }
}
