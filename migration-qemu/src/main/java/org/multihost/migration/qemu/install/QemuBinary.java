package org.multihost.migration.qemu.install;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A QEMU program on this host.
 *
 * @param path absolute
 * @param version as the program prints it
 */
public record QemuBinary(Path path, QemuVersion version) {

  /**
   * Returns the directory of the firmware of a QEMU that was unpacked outside of its intended
   * place; empty for an installed QEMU.
   */
  public Optional<Path> dataDirectory() {
    Path root = path.resolve("../../..").normalize();
    Path data = root.resolve("usr/share/qemu");
    return root.getNameCount() > 0 && Files.isDirectory(data)
        ? Optional.of(data)
        : Optional.empty();
  }
}
