package org.multihost.migration.qemu.machine;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Huge pages of 2 MiB that the host reserves while this object is open; needs root, and a host
 * whose memory is not too fragmented.
 *
 * @param before the host's own number of reserved pages
 */
record HugePages(int before, int reserved) implements AutoCloseable {

  private static final Path PLACE = Path.of("/sys/kernel/mm/hugepages/hugepages-2048kB");
  private static final Path NUMBER = PLACE.resolve("nr_hugepages");

  /** Reserves pages beyond those of the host; the test is skipped if the host cannot. */
  static HugePages reserve(int count) throws IOException {
    assumeTrue(Files.isWritable(NUMBER), NUMBER + " cannot be written");
    int before = number(NUMBER);
    Files.writeString(NUMBER, Integer.toString(before + count));
    HugePages pages = new HugePages(before, number(NUMBER));
    if (pages.reserved() < before + count) {
      pages.close();
      assumeTrue(false, "the host cannot reserve " + count + " huge pages");
    }
    return pages;
  }

  private static int number(Path file) throws IOException {
    return Integer.parseInt(Files.readString(file).strip());
  }

  /** Returns the number of pages that nobody uses. */
  int free() throws IOException {
    return number(PLACE.resolve("free_hugepages"));
  }

  @Override
  public void close() throws IOException {
    Files.writeString(NUMBER, Integer.toString(before));
  }
}
