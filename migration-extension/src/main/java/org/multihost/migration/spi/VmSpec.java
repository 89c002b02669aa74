package org.multihost.migration.spi;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;
import org.multihost.migration.CloneDisks;
import org.multihost.migration.Firmware;
import org.multihost.migration.Guest;
import org.multihost.migration.spi.text.Placeholders;

/**
 * The specification of a VM on one host, with all overrides applied.
 *
 * @param name the name of the VM
 * @param memory the guest's memory in bytes
 * @param cpus the number of virtual CPUs, from 1
 * @param machine the machine type, in the driver's own terms; empty means the driver's default
 * @param cpu the CPU model, in the driver's own terms; empty means the driver's default
 * @param image the path of a disk image to boot from; with neither an image nor a kernel the VM
 *     runs the driver's default guest
 * @param kernel the path of a kernel to boot directly
 * @param initrd the path of the initial RAM disk
 * @param cmdline the kernel's command line, or the addition to the default guest's
 * @param arguments added to the hypervisor's command line, in the driver's own terms
 * @param companions the programs to start, in this order, before each process of this VM; a driver
 *     that starts none must refuse them in {@link VirtualMachineDriver#verify}
 * @param drives further disks, and drives for removable media
 * @param access the access to the guest
 * @param startPaused whether the VM starts with its guest paused
 * @param guest the guest of a VM with neither an image nor a kernel; never {@code DEFAULT}
 * @param firmware the firmware that starts the guest; never {@code DEFAULT}
 * @param placeholders the placeholders of this VM on this host, for a driver's own texts
 */
@API(status = EXPERIMENTAL, since = "0.1")
public record VmSpec(
    String name,
    long memory,
    int cpus,
    Optional<String> machine,
    Optional<String> cpu,
    Optional<String> image,
    Optional<String> kernel,
    Optional<String> initrd,
    Optional<String> cmdline,
    List<String> arguments,
    List<Companion> companions,
    VmDrives drives,
    GuestAccess access,
    boolean startPaused,
    Guest guest,
    Firmware firmware,
    Placeholders placeholders) {

  /** The default memory, 256 MiB: enough for a small Linux guest, and quick to migrate. */
  public static final long DEFAULT_MEMORY = 256L << 20;

  /** Copies the lists. */
  public VmSpec {
    arguments = List.copyOf(arguments);
    companions = List.copyOf(companions);
  }

  /**
   * A program that runs beside the VM's process on the same host, and serves a device of it.
   *
   * @param name unique for the VM
   * @param command the program and its arguments
   * @param socket the path of the Unix-domain socket on which it listens when it is ready
   */
  public record Companion(String name, List<String> command, Optional<String> socket) {

    /** Copies the list. */
    public Companion {
      command = List.copyOf(command);
    }
  }

  /** Returns a builder of a VM with all defaults: the driver's default guest. */
  public static VmSpecBuilder builder(String name) {
    return new VmSpecBuilder(name);
  }

  /** Returns a builder of a VM like this one. */
  public VmSpecBuilder toBuilder() {
    return new VmSpecBuilder(this);
  }

  /** Returns the specification of the same VM under another name. */
  public VmSpec named(String other) {
    VmSpecBuilder renamed = toBuilder();
    renamed.name = other;
    return renamed.build();
  }

  /** Returns the specification of the same VM with other disks, which are not cloned again. */
  public VmSpec withDisks(Optional<String> otherImage, List<VmDrives.Disk> otherDisks) {
    return toBuilder().image(otherImage).disks(otherDisks).cloneDisks(CloneDisks.NONE).build();
  }
}
