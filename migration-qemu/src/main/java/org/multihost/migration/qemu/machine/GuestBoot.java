package org.multihost.migration.qemu.machine;

import static org.apiguardian.api.API.Status.INTERNAL;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.multihost.migration.DiskBus;
import org.multihost.migration.Firmware;
import org.multihost.migration.Guest;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.qemu.guest.image.GuestKernel;
import org.multihost.migration.qemu.guest.image.TinyLinux;
import org.multihost.migration.qemu.install.Architecture;
import org.multihost.migration.qemu.install.UefiFirmware;
import org.multihost.migration.spi.GuestAccess.Login;
import org.multihost.migration.spi.VmDrives;
import org.multihost.migration.spi.VmSpec;

/**
 * The kernel that a guest boots, if it is not on its disk, and its firmware, with this host's
 * paths. Every file was readable when this was created.
 *
 * @param firmware the firmware, if it is not the machine's own
 * @param kind the kind of the guest
 */
@API(status = INTERNAL)
public record GuestBoot(
    Optional<Path> kernel,
    Optional<Path> initrd,
    Optional<String> cmdline,
    Optional<UefiFirmware> firmware,
    GuestKind kind) {

  /** The default guest detects a CD-ROM drive only with this module and its controller's. */
  private static final String CDROM_DRIVER = "sr_mod";

  /** Likewise a SATA or IDE disk. */
  private static final String DISK_DRIVER = "sd_mod";

  /** Machine types of PCs that cannot have a firmware other than QEMU's own. */
  private static final Set<String> WITHOUT_FLASH = Set.of("microvm", "isapc");

  /**
   * The parts of this host that a guest may boot with.
   *
   * @param architecture of the guest
   */
  @API(status = INTERNAL)
  public record Parts(
      Architecture architecture,
      Supplier<TinyLinux> linux,
      Supplier<Path> builtIn,
      Supplier<UefiFirmware> firmware) {}

  /**
   * Returns the boot that a specification declares.
   *
   * @throws MultihostConfigurationException if a file is missing, or the parts do not fit together
   */
  public static GuestBoot of(VmSpec spec, MachineFamily family, Parts parts) {
    if (spec.firmware() != Firmware.UEFI) {
      return guest(spec, family, parts);
    }
    verifyUefi(spec, family);
    UefiFirmware uefi = parts.firmware().get();
    return guest(spec, family, parts).startedBy(uefi);
  }

  private static void verifyUefi(VmSpec spec, MachineFamily family) {
    String type = family == MachineFamily.MICROVM ? "microvm" : spec.machine().orElse("");
    if (WITHOUT_FLASH.contains(type)) {
      throw refusedUefi(
          spec, "machine type [%s] has no flash memory for it; use [q35] or [pc]".formatted(type));
    }
    boolean ofProject = spec.kernel().isEmpty() && spec.image().isEmpty();
    if (ofProject && spec.guest() == Guest.BUILT_IN) {
      throw refusedUefi(
          spec, "it cannot start guest [built-in]; set [guest] to [linux], or remove [firmware]");
    }
    spec.kernel()
        .map(text -> new DeclaredFile(spec, "kernel", text))
        .filter(kernel -> !GuestKernel.isEfiProgram(kernel.readable()))
        .ifPresent(
            kernel -> {
              throw kernel.wrong(
                  "it is no program for EFI, so [firmware = uefi] cannot start it; use a compressed kernel (vmlinuz), or remove [firmware]");
            });
  }

  private static MultihostConfigurationException refusedUefi(VmSpec spec, String reason) {
    return new MultihostConfigurationException(
        "Virtual machine [%s]: it cannot have [firmware = uefi]: %s"
            .formatted(spec.name(), reason));
  }

  private GuestBoot startedBy(UefiFirmware uefi) {
    return new GuestBoot(kernel, initrd, cmdline, Optional.of(uefi), kind);
  }

  private static GuestBoot guest(VmSpec spec, MachineFamily family, Parts parts) {
    if (spec.kernel().isPresent() || spec.image().isPresent()) {
      return own(spec);
    }
    return spec.guest() == Guest.BUILT_IN && parts.architecture().hasBuiltInGuest()
        ? builtIn(parts.builtIn().get())
        : tiny(spec, family, parts);
  }

  private static GuestBoot builtIn(Path kernel) {
    return new GuestBoot(
        Optional.of(kernel),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        GuestKind.BUILT_IN);
  }

  /** Whether it is the small Linux, whose agent listens on the second serial port. */
  public boolean tiny() {
    return kind == GuestKind.LINUX;
  }

  /** Whether it is a guest of the project, which needs no more than the plainest processor. */
  public boolean ofTheProject() {
    return kind != GuestKind.OWN;
  }

  private static GuestBoot tiny(VmSpec spec, MachineFamily family, Parts parts) {
    if (spec.initrd().isPresent()) {
      throw new DeclaredFile(spec, "initrd", spec.initrd().get())
          .wrong("an initial RAM disk needs a kernel");
    }
    verifyMemory(spec, parts.architecture());
    TinyLinux guest = parts.linux().get();
    String cmdline =
        Stream.of(
                Stream.of(guest.cmdline()), modules(spec, family).stream(), spec.cmdline().stream())
            .flatMap(word -> word)
            .collect(Collectors.joining(" "));
    return new GuestBoot(
        Optional.of(guest.kernel()),
        Optional.of(guest.initramfs()),
        Optional.of(cmdline),
        Optional.empty(),
        GuestKind.LINUX);
  }

  private static void verifyMemory(VmSpec spec, Architecture architecture) {
    boolean ssh = spec.access().login() == Login.SSH;
    long least = TinyLinux.leastMemory(ssh, spec.firmware(), architecture);
    if (spec.memory() < least) {
      throw new MultihostConfigurationException(
          "Virtual machine [%s]: memory [%d MiB] is too small for the default Linux, which needs [%d MiB] at least; set [memory] to more%s"
              .formatted(
                  spec.name(), spec.memory() >> 20, least >> 20, orLess(spec, architecture)));
    }
  }

  private static String orLess(VmSpec spec, Architecture architecture) {
    if (!architecture.hasBuiltInGuest()) {
      return "; the built-in guest, which needs less, exists for x86_64 only";
    }
    return spec.firmware() == Firmware.UEFI
        ? ", or remove [firmware]"
        : ", or [guest] to [built-in] if the test needs no shell";
  }

  private static Optional<String> modules(VmSpec spec, MachineFamily family) {
    boolean cdrom = spec.drives().cdrom().isPresent();
    boolean disk =
        spec.drives().disks().stream()
            .map(VmDrives.Disk::bus)
            .anyMatch(bus -> bus == DiskBus.SATA || bus == DiskBus.IDE);
    String drivers = (cdrom ? "," + CDROM_DRIVER : "") + (disk ? "," + DISK_DRIVER : "");
    return family
        .driveModule()
        .filter(module -> cdrom || disk)
        .map(module -> "modules=" + module + drivers);
  }

  private static GuestBoot own(VmSpec spec) {
    if (spec.kernel().isEmpty()) {
      spec.initrd().ifPresent(value -> refuseWithoutKernel(spec, "initrd", value));
      spec.cmdline().ifPresent(value -> refuseWithoutKernel(spec, "cmdline", value));
    }
    return new GuestBoot(
        spec.kernel().map(path -> new DeclaredFile(spec, "kernel", path).readable()),
        spec.initrd().map(path -> new DeclaredFile(spec, "initrd", path).readable()),
        spec.cmdline(),
        Optional.empty(),
        GuestKind.OWN);
  }

  private static void refuseWithoutKernel(VmSpec spec, String setting, String value) {
    throw new DeclaredFile(spec, setting, value).wrong("it needs a kernel, and none is set");
  }
}
