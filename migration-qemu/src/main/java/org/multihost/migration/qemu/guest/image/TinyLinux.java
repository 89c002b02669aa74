package org.multihost.migration.qemu.guest.image;

import static org.apiguardian.api.API.Status.INTERNAL;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import org.apiguardian.api.API;
import org.multihost.migration.Firmware;
import org.multihost.migration.qemu.install.Architecture;

/**
 * The default guest: a Linux that consists of a kernel, busybox and the session's agent. It runs
 * from memory, prints {@code TinyLinux ready} on its console, the first serial port, and offers a
 * {@code SerialSession} on the second. It loads the modules for its devices, also for those plugged
 * in later; {@code modules=ahci} on its command line loads others by name.
 *
 * @param kernel the kernel image to boot
 * @param initramfs the initial RAM disk, in the cache
 * @param cmdline the kernel's command line
 */
@API(status = INTERNAL)
public record TinyLinux(Path kernel, Path initramfs, String cmdline) {

  private static final long LEAST_MEMORY = 96L << 20;
  private static final long LEAST_MEMORY_WITH_SSH = 128L << 20;
  private static final long LEAST_MEMORY_WITH_UEFI = 192L << 20;
  private static final long LEAST_MEMORY_OF_ARM = 192L << 20;

  // A panic is printed in spite of "quiet", and restarts the VM at once instead of hanging it. The
  // kernel's watchdog would report lockups on a slow host. The words after it disable tests and
  // protections of the kernel and thereby make a start without KVM faster.
  private static final String CMDLINE =
      " quiet panic=-1 mitigations=off nokaslr random.trust_cpu=on"
          + " nowatchdog cryptomgr.notests rodata=off init_on_alloc=0";

  private static final String X86 = "console=ttyS0" + CMDLINE + " no_timer_check noreplace-smp";

  // The second serial port is the first one that the driver of x86 finds. Debian's kernel reserves
  // 64 MiB for devices without cma=0.
  private static final String ARM = "console=ttyAMA0 session=ttyS0 cma=0" + CMDLINE;

  /**
   * Returns the least memory in bytes. Measured with Debian's kernel 6.1: with 80 MiB, and with 96
   * MiB and an SSH server, the kernel panics, because its RAM disk does not fit; with less it hangs
   * before it can say so. OVMF of 2022 with 160 MiB does not load that RAM disk, and with 128 MiB
   * neither says so nor goes on.
   *
   * @param ssh whether an SSH server runs in the guest
   * @param firmware that starts the kernel
   * @param architecture of the guest; the kernel of 64-bit ARM is not compressed
   */
  public static long leastMemory(boolean ssh, Firmware firmware, Architecture architecture) {
    if (architecture == Architecture.AARCH64) {
      return LEAST_MEMORY_OF_ARM;
    }
    if (firmware == Firmware.UEFI) {
      return LEAST_MEMORY_WITH_UEFI;
    }
    return ssh ? LEAST_MEMORY_WITH_SSH : LEAST_MEMORY;
  }

  /**
   * Finds the kernel and busybox on this host and builds the initial RAM disk, unless it is in the
   * cache. Safe to call in several processes at once.
   *
   * <p>The kernel's modules are searched for beside it, in {@code modules-<version>}, then in
   * {@code /lib/modules/<version>}. A guest without modules has no disks and no network.
   *
   * @param kernel if empty, the newest one of the first place that has one, one with modules before
   *     one without: {@code <cache>/kernel}, {@code /boot}, the directories of modules; in the
   *     first two an uncompressed {@code vmlinux-*} is accepted, too
   * @param busybox if empty, the static busybox of this host
   * @param places the initial RAM disk goes to {@code initramfs} in its cache; if it cannot be
   *     written, a directory of this user in {@code java.io.tmpdir} is used
   * @param firmware that has to start the kernel
   * @throws org.multihost.migration.spi.DriverUnavailableException if a part is missing; lists all
   *     places that were searched
   * @throws org.multihost.migration.MultihostConfigurationException if a given file cannot be read
   */
  public static TinyLinux locate(
      Optional<Path> kernel, Optional<Path> busybox, GuestPlaces places, Firmware firmware) {
    return locate(kernel, busybox, places, firmware, Optional.empty());
  }

  /**
   * Like {@link #locate(Optional, Optional, GuestPlaces, Firmware)}, with an SSH server from {@code
   * <cache>/dropbear}.
   *
   * @throws org.multihost.migration.spi.DriverUnavailableException also if the SSH server is
   *     missing
   */
  public static TinyLinux locateWithSsh(
      Optional<Path> kernel, Optional<Path> busybox, GuestPlaces places, Firmware firmware) {
    Path server = new GuestFiles(places).sshServer();
    return locate(kernel, busybox, places, firmware, Optional.of(server));
  }

  private static TinyLinux locate(
      Optional<Path> kernel,
      Optional<Path> busybox,
      GuestPlaces places,
      Firmware firmware,
      Optional<Path> overlay) {
    GuestKernel foundKernel = new GuestFiles(places).kernel(kernel, firmware);
    Path foundBusybox = new GuestFiles(places).busybox(busybox);
    Path initramfs = cachedInitramfs(foundKernel, foundBusybox, overlay, places.initramfs());
    boolean arm = places.system().ofGuests() == Architecture.AARCH64;
    return new TinyLinux(foundKernel.image(), initramfs, arm ? ARM : X86);
  }

  // Not compressed: without KVM, unpacking costs a guest more than copying.
  private static Path cachedInitramfs(
      GuestKernel kernel, Path busybox, Optional<Path> overlay, Path directory) {
    byte[] content;
    try {
      content = InitramfsArchive.build(kernel, busybox, overlay);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot build the guest's initial RAM disk of [%s] and [%s]".formatted(kernel, busybox),
          e);
    }
    return CachedFile.of("the default guest's initial RAM disk", content, ".cpio", directory);
  }
}
