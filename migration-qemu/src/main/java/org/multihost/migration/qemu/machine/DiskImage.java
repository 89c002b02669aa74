package org.multihost.migration.qemu.machine;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apiguardian.api.API;

/**
 * A file that a guest sees as a disk or a medium.
 *
 * @param path absolute
 * @param format QEMU's name for its format
 */
@API(status = EXPERIMENTAL, since = "0.1")
public record DiskImage(Path path, String format) {

  /** Reads the format from the file's first bytes; a file without a known format is raw. */
  public static DiskImage of(Path path) throws IOException {
    try (InputStream input = Files.newInputStream(path)) {
      return new DiskImage(path, DiskFormat.of(input.readNBytes(DiskFormat.BYTES)));
    }
  }

  /** Returns another file with the same format; the file is not read. */
  public DiskImage at(Path other) {
    return new DiskImage(other, format);
  }
}
