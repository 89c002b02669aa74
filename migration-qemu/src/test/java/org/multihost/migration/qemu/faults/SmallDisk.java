package org.multihost.migration.qemu.faults;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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
  static SmallDisk mount(Path place, String size) throws IOException, InterruptedException {
    boolean root = "root".equals(System.getProperty("user.name"));
    if (!"true".equals(System.getenv("CI"))) {
      assumeTrue(root, "only root can mount a file system");
    }
    Files.createDirectories(place);
    run("mount", "-t", "tmpfs", "-o", "size=" + size, "multihost-test", place.toString());
    return new SmallDisk(place);
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + ": " + output);
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    run("umount", "--lazy", place.toString());
  }
}
