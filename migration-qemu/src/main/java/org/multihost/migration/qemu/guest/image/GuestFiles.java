package org.multihost.migration.qemu.guest.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.spi.DriverUnavailableException;

/** The search on this host for the parts of the default guest; it records where it looked. */
final class GuestFiles {

  private final List<String> lookedAt = new ArrayList<>();
  private final Path installedModules;

  /** Creates a search with this directory of the modules of installed kernels. */
  GuestFiles(Path installedModules) {
    this.installedModules = installedModules;
  }

  /** Returns the kernel that was set, or else the best one found. */
  public GuestKernel kernel(Optional<Path> given, List<Path> directories) {
    if (given.isPresent()) {
      return GuestKernel.of(requireReadable("kernel", given.get()), installedModules);
    }
    for (Path directory : directories) {
      for (GuestKernel candidate : bestFirst(directory)) {
        if (isReadable(candidate.image())) {
          return candidate;
        }
      }
    }
    throw unavailable(
        "a Linux kernel that this user can read",
        "install a kernel package (Debian: linux-image-amd64; Ubuntu: linux-image-generic, then"
            + " make /boot/vmlinuz-* readable), or set multihost.qemu.kernel to a file");
  }

  /** Returns the static busybox that was set, or else that of this host. */
  Path busybox(Optional<Path> given, List<Path> candidates) {
    given.ifPresent(path -> requireReadable("busybox", path));
    for (Path candidate : given.map(List::of).orElse(candidates)) {
      if (isReadable(candidate) && isStatic(candidate)) {
        return candidate;
      }
    }
    throw unavailable(
        "a statically linked busybox",
        "install the package busybox-static, or set multihost.qemu.busybox to a static busybox");
  }

  /** Returns the directory with the SSH server's program and its libraries. */
  Path sshServer(Path directory) {
    if (isReadable(directory.resolve("bin/dropbear"))) {
      return directory;
    }
    throw unavailable(
        "an SSH server",
        "set multihost.vm.<name>.login to serial, or let `./run setup` of a clone of Multihost"
            + " Migration put one there");
  }

  private List<GuestKernel> bestFirst(Path directory) {
    List<GuestKernel> found = new ArrayList<>();
    if (Files.isDirectory(directory)) {
      try (DirectoryStream<Path> images = Files.newDirectoryStream(directory, GuestKernel.FILES)) {
        images.forEach(image -> found.add(GuestKernel.of(image, installedModules)));
      } catch (IOException e) {
        lookedAt.add(directory.resolve(GuestKernel.FILES) + ": " + e);
        return List.of();
      }
    }
    if (found.isEmpty()) {
      lookedAt.add(directory.resolve(GuestKernel.FILES) + ": none");
    }
    found.sort(GuestKernel.BEST_FIRST);
    return found;
  }

  private boolean isReadable(Path file) {
    if (!Files.exists(file)) {
      lookedAt.add(file + ": does not exist");
    } else if (!Files.isReadable(file)) {
      lookedAt.add(file + ": exists but is not readable");
    } else {
      return true;
    }
    return false;
  }

  private boolean isStatic(Path file) {
    try {
      if (ElfFile.isStaticProgram(file)) {
        return true;
      }
      lookedAt.add(file + ": is no statically linked program");
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read [" + file + "]", e);
    }
  }

  private static Path requireReadable(String what, Path file) {
    if (Files.isRegularFile(file) && Files.isReadable(file)) {
      return file;
    }
    throw new MultihostConfigurationException(
        "The guest's %s [%s] %s"
            .formatted(
                what,
                file,
                Files.exists(file) ? "exists but is not a readable file" : "does not exist"));
  }

  private DriverUnavailableException unavailable(String what, String remedy) {
    return new DriverUnavailableException(
        "The default guest needs %s; looked at:%n%s%s"
            .formatted(what, String.join("\n", lookedAt).indent(4), "To remedy: " + remedy));
  }
}
