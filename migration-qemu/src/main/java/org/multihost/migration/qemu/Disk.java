package org.multihost.migration.qemu;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A disk image.
 *
 * @param format QEMU's name for its format
 */
record Disk(Path path, String format) {

  private static final byte[] QCOW2 = {'Q', 'F', 'I', (byte) 0xfb};

  /** Looks into the file: qcow2 says so in its first bytes, all else is taken as raw. */
  static Disk of(Path path) throws IOException {
    try (InputStream input = Files.newInputStream(path)) {
      return new Disk(path, Arrays.equals(input.readNBytes(QCOW2.length), QCOW2) ? "qcow2" : "raw");
    }
  }
}
