package org.multihost.migration.qemu;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apiguardian.api.API;

/**
 * A file that a guest sees as a disk or a medium.
 *
 * @param path absolute
 * @param format QEMU's name for its format
 */
@API(status = EXPERIMENTAL, since = "0.1")
public record DiskImage(Path path, String format) {

  private static final byte[] QCOW2 = {'Q', 'F', 'I', (byte) 0xfb};

  /** Looks into the file: qcow2 says so in its first bytes, all else is taken as raw. */
  static DiskImage of(Path path) throws IOException {
    try (InputStream input = Files.newInputStream(path)) {
      boolean qcow2 = Arrays.equals(input.readNBytes(QCOW2.length), QCOW2);
      return new DiskImage(path, qcow2 ? "qcow2" : "raw");
    }
  }
}
