package org.multihost.migration.qemu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.qemu.guest.TinyLinux;
import org.multihost.migration.spi.VmSpec;

/**
 * What a guest boots from, with this host's paths; every file was readable when this was made.
 *
 * @param tiny whether it is the default guest, whose agent listens on the second serial port
 */
record GuestBoot(
    Optional<Path> kernel,
    Optional<Path> initrd,
    Optional<String> cmdline,
    Optional<Disk> disk,
    boolean tiny) {

  /**
   * The one that a specification asks for.
   *
   * @throws MultihostConfigurationException if a file is missing, or the parts do not fit together
   */
  static GuestBoot of(VmSpec spec, Supplier<TinyLinux> defaultGuest) {
    return spec.kernel().isEmpty() && spec.image().isEmpty() ? tiny(spec, defaultGuest) : own(spec);
  }

  private static GuestBoot tiny(VmSpec spec, Supplier<TinyLinux> defaultGuest) {
    if (spec.initrd().isPresent()) {
      throw wrong(spec, "initrd", spec.initrd().get(), "an initial RAM disk needs a kernel");
    }
    TinyLinux guest = defaultGuest.get();
    String cmdline =
        Stream.concat(Stream.of(guest.cmdline()), spec.cmdline().stream())
            .collect(Collectors.joining(" "));
    return new GuestBoot(
        Optional.of(guest.kernel()),
        Optional.of(guest.initramfs()),
        Optional.of(cmdline),
        Optional.empty(),
        true);
  }

  private static GuestBoot own(VmSpec spec) {
    if (spec.kernel().isEmpty()) {
      spec.initrd().ifPresent(value -> refuseWithoutKernel(spec, "initrd", value));
      spec.cmdline().ifPresent(value -> refuseWithoutKernel(spec, "cmdline", value));
    }
    return new GuestBoot(
        spec.kernel().map(path -> readable(spec, "kernel", path)),
        spec.initrd().map(path -> readable(spec, "initrd", path)),
        spec.cmdline(),
        spec.image().map(path -> disk(spec, path)),
        false);
  }

  private static void refuseWithoutKernel(VmSpec spec, String setting, String value) {
    throw wrong(spec, setting, value, "it needs a kernel, and none is set");
  }

  private static Disk disk(VmSpec spec, String text) {
    try {
      return Disk.of(readable(spec, "image", text));
    } catch (IOException unreadable) {
      throw wrong(spec, "image", text, "it cannot be read: " + unreadable);
    }
  }

  private static Path readable(VmSpec spec, String setting, String text) {
    Path path = Path.of(text).toAbsolutePath();
    if (!Files.exists(path)) {
      throw wrong(spec, setting, text, "there is no file [" + path + "]");
    }
    if (Files.isDirectory(path) || !Files.isReadable(path)) {
      throw wrong(spec, setting, text, "[" + path + "] is not a file that this user can read");
    }
    return path;
  }

  private static MultihostConfigurationException wrong(
      VmSpec spec, String setting, String value, String reason) {
    return new MultihostConfigurationException(
        "Virtual machine [%s]: %s [%s]: %s".formatted(spec.name(), setting, value, reason));
  }
}
