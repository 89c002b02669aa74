package org.multihost.migration.qemu.install;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A QEMU program on this machine.
 *
 * @param path absolute
 * @param version what it says of itself
 */
public record QemuBinary(Path path, QemuVersion version) {

  /**
   * Where its firmware is when it was unpacked somewhere else than it was built for; empty for a
   * QEMU that was installed.
   */
  public Optional<Path> dataDirectory() {
    Path root = path.resolve("../../..").normalize();
    Path data = root.resolve("usr/share/qemu");
    return root.getNameCount() > 0 && Files.isDirectory(data)
        ? Optional.of(data)
        : Optional.empty();
  }
}
