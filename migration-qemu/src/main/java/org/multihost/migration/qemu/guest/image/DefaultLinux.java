package org.multihost.migration.qemu.guest.image;

import static org.apiguardian.api.API.Status.INTERNAL;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apiguardian.api.API;
import org.multihost.migration.Firmware;

/**
 * The default Linux of this host in its kinds, each located once. Safe for use by several threads.
 */
@API(status = INTERNAL)
public final class DefaultLinux {

  private record Kind(boolean ssh, Firmware firmware) {}

  private final Optional<Path> kernel;
  private final Optional<Path> busybox;
  private final GuestPlaces places;
  private final Map<Kind, TinyLinux> located = new HashMap<>(); // guarded by this

  /**
   * Locates nothing yet.
   *
   * @param kernel the kernel that the user has chosen
   * @param busybox the busybox that the user has chosen
   */
  public DefaultLinux(Optional<Path> kernel, Optional<Path> busybox, GuestPlaces places) {
    this.kernel = kernel;
    this.busybox = busybox;
    this.places = places;
  }

  /** Returns the guest with or without a server for SSH. */
  public synchronized TinyLinux guest(boolean ssh, Firmware firmware) {
    return located.computeIfAbsent(new Kind(ssh, firmware), this::locate);
  }

  private TinyLinux locate(Kind kind) {
    return kind.ssh()
        ? TinyLinux.locateWithSsh(kernel, busybox, places, kind.firmware())
        : TinyLinux.locate(kernel, busybox, places, kind.firmware());
  }
}
