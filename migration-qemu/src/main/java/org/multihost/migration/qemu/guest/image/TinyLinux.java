package org.multihost.migration.qemu.guest.image;

import static org.apiguardian.api.API.Status.INTERNAL;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.apiguardian.api.API;
import org.multihost.migration.MultihostConfigurationException;

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

  // A panic is printed in spite of "quiet", and restarts the VM at once instead of hanging it. The
  // kernel's watchdog would report lockups on a slow host. The words after it disable tests and
  // protections of the kernel and thereby make a start without KVM faster.
  private static final String CMDLINE =
      "console=ttyS0 quiet panic=-1 mitigations=off nokaslr no_timer_check random.trust_cpu=on"
          + " nowatchdog noreplace-smp cryptomgr.notests rodata=off init_on_alloc=0";
  private static final Set<PosixFilePermission> OWN = PosixFilePermissions.fromString("rwx------");

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
   * @throws org.multihost.migration.spi.DriverUnavailableException if a part is missing; lists all
   *     places that were searched
   * @throws org.multihost.migration.MultihostConfigurationException if a given file cannot be read
   */
  public static TinyLinux locate(
      Optional<Path> kernel, Optional<Path> busybox, GuestPlaces places) {
    return locate(kernel, busybox, places, Optional.empty());
  }

  /**
   * Like {@link #locate(Optional, Optional, GuestPlaces)}, with an SSH server from {@code
   * <cache>/dropbear}.
   *
   * @throws org.multihost.migration.spi.DriverUnavailableException also if the SSH server is
   *     missing
   */
  public static TinyLinux locateWithSsh(
      Optional<Path> kernel, Optional<Path> busybox, GuestPlaces places) {
    Path server = new GuestFiles(places).sshServer();
    return locate(kernel, busybox, places, Optional.of(server));
  }

  private static TinyLinux locate(
      Optional<Path> kernel, Optional<Path> busybox, GuestPlaces places, Optional<Path> overlay) {
    GuestKernel foundKernel = new GuestFiles(places).kernel(kernel);
    Path foundBusybox = new GuestFiles(places).busybox(busybox);
    Path initramfs = cachedInitramfs(foundKernel, foundBusybox, overlay, places.initramfs());
    return new TinyLinux(foundKernel.image(), initramfs, CMDLINE);
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
    return published(content, directory, ownTemporaryDirectory());
  }

  /** A directory of this user alone: otherwise other users could put another guest there. */
  private static Path ownTemporaryDirectory() {
    return Path.of(
        System.getProperty("java.io.tmpdir"), "multihost-" + System.getProperty("user.name"));
  }

  /** Writes the content to the cache or, if that fails, to a directory for temporary files. */
  public static Path published(byte[] content, Path cache, Path temporary) {
    String name = Sha256.name(content) + ".cpio";
    try {
      return published(content, cache.resolve(name));
    } catch (IOException refused) {
      try {
        if (!Files.isDirectory(temporary, LinkOption.NOFOLLOW_LINKS)) {
          Files.createDirectory(temporary, PosixFilePermissions.asFileAttribute(OWN));
        }
        requireOwn(temporary);
        return published(content, temporary.resolve(name));
      } catch (IOException refusedToo) {
        throw unwritable(cache, refused, temporary, refusedToo);
      }
    }
  }

  private static void requireOwn(Path directory) throws IOException {
    String owner = Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS).getName();
    if (!owner.equals(System.getProperty("user.name"))
        || !Files.getPosixFilePermissions(directory).equals(OWN)) {
      throw new IOException("it belongs to [%s], or others may write to it".formatted(owner));
    }
  }

  private static MultihostConfigurationException unwritable(
      Path cache, IOException refused, Path temporary, IOException refusedToo) {
    return new MultihostConfigurationException(
        "The default guest's initial RAM disk can be written neither to [%s] (%s) nor to [%s] (%s); let XDG_CACHE_HOME or -Djava.io.tmpdir name a directory that this user can write"
            .formatted(cache, refused, temporary, refusedToo),
        refused);
  }

  private static Path published(byte[] content, Path file) throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) != content.length) {
      publish(content, Files.createDirectories(file.getParent()), file);
    }
    return file;
  }

  private static void publish(byte[] content, Path directory, Path file) throws IOException {
    Path unfinished = Files.createTempFile(directory, file.getFileName().toString(), ".new");
    try {
      Files.write(unfinished, content);
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }
}
