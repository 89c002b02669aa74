package org.multihost.migration.qemu.guest.image;

import static org.apiguardian.api.API.Status.INTERNAL;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.multihost.migration.qemu.install.HostSystem;

/**
 * The places on a host where the parts of the default guest may be.
 *
 * @param boot the directory of installed kernels
 * @param modules the directory that has one for each installed kernel, with its modules and, in
 *     some distributions, the kernel itself
 * @param busyboxes the files that may be a static busybox, the first one preferred
 */
@API(status = INTERNAL)
public record GuestPlaces(HostSystem system, Path boot, Path modules, List<Path> busyboxes) {

  /**
   * Debian, Arch; Fedora; Alpine; SUSE. Where a distribution has a static one and another one, they
   * differ in name.
   */
  private static final List<Path> BUSYBOXES =
      Stream.of(
              "/bin/busybox",
              "/usr/bin/busybox",
              "/usr/sbin/busybox",
              "/bin/busybox.static",
              "/usr/bin/busybox-static")
          .map(Path::of)
          .toList();

  /** Returns the places of distributions; only the cache has parts of another architecture. */
  public static GuestPlaces of(HostSystem system) {
    if (!system.isEmulated()) {
      return new GuestPlaces(system, Path.of("/boot"), Path.of("/lib/modules"), BUSYBOXES);
    }
    Path kernels = system.cached("kernel");
    Path busybox = system.cached("busybox").resolve("bin/busybox");
    return new GuestPlaces(system, kernels, kernels, List.of(busybox));
  }

  Path cachedKernels() {
    return system.cached("kernel");
  }

  Path sshServer() {
    return system.cached("dropbear");
  }

  /** Returns the directory of the built-in guest. */
  public Path builtin() {
    return system.cache().resolve("builtin");
  }

  Path initramfs() {
    return system.cache().resolve("initramfs");
  }
}
