package org.multihost.migration.qemu.guest.image;

import static org.apiguardian.api.API.Status.INTERNAL;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.multihost.migration.Firmware;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.qemu.install.HostPart;
import org.multihost.migration.qemu.install.HostSystem;
import org.multihost.migration.spi.DriverUnavailableException;

/** A search on this host for the parts of the default guest; it records where it looked. */
@API(status = INTERNAL)
public final class GuestFiles {

  private final GuestPlaces places;
  private final Predicate<Path> readable;
  private final List<String> lookedAt = new ArrayList<>();
  private final List<Path> unreadableKernels = new ArrayList<>();

  public GuestFiles(GuestPlaces places) {
    this(places, Files::isReadable);
  }

  /** Creates a search for a user who can read only some files. */
  GuestFiles(GuestPlaces places, Predicate<Path> readable) {
    this.places = places;
    this.readable = readable;
  }

  /**
   * Returns the kernel that was set, or else the best one of the first place that has one.
   *
   * @param firmware that has to start it
   * @throws DriverUnavailableException if none is found that this user can read
   * @throws MultihostConfigurationException if the file that was set cannot be read or started
   */
  public GuestKernel kernel(Optional<Path> given, Firmware firmware) {
    if (given.isPresent()) {
      Path image = requireReadable("kernel", given.get());
      requireStartable(image, firmware);
      return GuestKernel.of(image, places.modules());
    }
    return Stream.<Supplier<List<Path>>>of(
            () -> named(places.cachedKernels()), () -> named(places.boot()), this::amongModules)
        .flatMap(search -> bestFirst(search.get(), firmware).stream())
        .findFirst()
        .orElseThrow(() -> noKernel(firmware));
  }

  /**
   * Returns the static busybox that was set, or else that of this host.
   *
   * @throws DriverUnavailableException if there is none
   * @throws MultihostConfigurationException if the file that was set cannot be read
   */
  public Path busybox(Optional<Path> given) {
    given.ifPresent(path -> requireReadable("busybox", path));
    return given.map(List::of).orElse(places.busyboxes()).stream()
        .filter(candidate -> isReadable(candidate) && isStatic(candidate))
        .findFirst()
        .orElseThrow(
            () ->
                unavailable(
                    "a statically linked busybox",
                    remedy(HostPart.BUSYBOX) + ", or set multihost.qemu.busybox to one"));
  }

  /**
   * Returns the directory with the SSH server's program and its libraries.
   *
   * @throws DriverUnavailableException if there is none
   */
  public Path sshServer() {
    Path directory = places.sshServer();
    if (isReadable(directory.resolve("bin/dropbear"))) {
      return directory;
    }
    throw unavailable(
        "an SSH server",
        "Set multihost.vm.<name>.login to serial, or let `./run setup` of a clone of Multihost"
            + " Migration put one there");
  }

  private List<GuestKernel> bestFirst(List<Path> images, Firmware firmware) {
    return images.stream()
        .filter(this::isReadableKernel)
        .filter(image -> isStartable(image, firmware))
        .map(image -> GuestKernel.of(image, places.modules()))
        .sorted(GuestKernel.BEST_FIRST)
        .toList();
  }

  private boolean isReadableKernel(Path image) {
    boolean usable = isReadable(image);
    if (!usable) {
      unreadableKernels.add(image);
    }
    return usable;
  }

  private boolean isStartable(Path image, Firmware firmware) {
    boolean startable = firmware != Firmware.UEFI || GuestKernel.isEfiProgram(image);
    if (!startable) {
      lookedAt.add(image + ": is no program for EFI");
    }
    return startable;
  }

  private List<Path> amongModules() {
    Path pattern = places.modules().resolve("*").resolve(GuestKernel.AMONG_MODULES);
    List<Path> found =
        listed(places.modules(), "*").stream()
            .map(directory -> directory.resolve(GuestKernel.AMONG_MODULES))
            .filter(Files::exists)
            .toList();
    return noted(pattern, found);
  }

  private List<Path> named(Path directory) {
    return noted(directory.resolve(GuestKernel.FILES), listed(directory, GuestKernel.FILES));
  }

  private List<Path> noted(Path pattern, List<Path> found) {
    if (found.isEmpty()) {
      lookedAt.add(pattern + ": none");
    }
    return found;
  }

  private List<Path> listed(Path directory, String files) {
    List<Path> found = new ArrayList<>();
    if (Files.isDirectory(directory)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, files)) {
        entries.forEach(found::add);
      } catch (IOException e) {
        lookedAt.add(directory.resolve(files) + ": " + e);
      }
    }
    return found;
  }

  private DriverUnavailableException noKernel(Firmware firmware) {
    String remedy =
        unreadableKernels.isEmpty()
            ? remedy(HostPart.KERNEL)
            : "Let every user read it, as root, with [chmod a+r %s]"
                .formatted(unreadableKernels.get(unreadableKernels.size() - 1));
    return unavailable(
        "a Linux kernel that this user can read"
            + (firmware == Firmware.UEFI ? " and UEFI can start, a compressed one (vmlinuz)" : ""),
        remedy + ", or set multihost.qemu.kernel to a file");
  }

  /* Packages of a distribution are for the architecture of the host. */
  private String remedy(HostPart part) {
    HostSystem system = places.system();
    return system.isEmulated()
        ? "Let `./run setup` of a clone of Multihost Migration fetch one of [%s]"
            .formatted(system.guests())
        : part.remedy(system);
  }

  private boolean isReadable(Path file) {
    if (!Files.exists(file)) {
      lookedAt.add(file + ": does not exist");
    } else if (!readable.test(file)) {
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

  private void requireStartable(Path image, Firmware firmware) {
    if (!isStartable(image, firmware)) {
      throw new MultihostConfigurationException(
          "The guest's kernel [%s] is no program for EFI, so UEFI cannot start it; set [multihost.qemu.kernel] to a compressed kernel (vmlinuz), or [firmware] to [bios]"
              .formatted(image));
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
            .formatted(what, String.join("\n", lookedAt).indent(4), remedy));
  }
}
