package org.multihost.migration.qemu.install;

import static org.apiguardian.api.API.Status.INTERNAL;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * A QEMU program on this host.
 *
 * @param path absolute
 * @param version as the program prints it
 */
@API(status = INTERNAL)
public record QemuBinary(Path path, QemuVersion version) {

  private static final QemuVersion SAFE_UNDER_TCG = new QemuVersion(9, 0, 0);

  /**
   * Whether all that a guest writes to its memory during a migration arrives, also without KVM.
   * With older versions a page can arrive as it was before. This is a fault of TCG, corrected in
   * QEMU 9.0 by "physmem: Fix migration dirty bitmap coherency with TCG memory access".
   */
  public boolean isSafeUnderTcg() {
    return version.compareTo(SAFE_UNDER_TCG) >= 0;
  }

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

  /**
   * Returns the command that starts it, without arguments. A QEMU that was unpacked outside of its
   * intended place looks for its modules, which have the displays of virtio for example, in that
   * place, where it finds none, or those of another version.
   */
  public List<String> command() {
    return dataDirectory()
        .flatMap(data -> modules(data.resolve("../../lib").normalize()))
        .map(modules -> List.of("env", "QEMU_MODULE_DIR=" + modules, path.toString()))
        .orElse(List.of(path.toString()));
  }

  /** Returns the directory of modules, which distributions put into one of the architecture. */
  private static Optional<Path> modules(Path libraries) {
    if (!Files.isDirectory(libraries)) {
      return Optional.empty();
    }
    try (DirectoryStream<Path> found = Files.newDirectoryStream(libraries, "*-linux-*")) {
      for (Path ofArchitecture : found) {
        if (Files.isDirectory(ofArchitecture.resolve("qemu"))) {
          return Optional.of(ofArchitecture.resolve("qemu"));
        }
      }
    } catch (IOException unreadable) {
      return Optional.empty(); // QEMU says which module it lacks
    }
    return Optional.empty();
  }
}
