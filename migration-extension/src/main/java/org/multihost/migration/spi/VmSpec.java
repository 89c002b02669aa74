package org.multihost.migration.spi;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * The specification of a VM on one host, with all overrides applied.
 *
 * @param name the name of the VM
 * @param memory the guest's memory in bytes
 * @param cpus the number of virtual CPUs, from 1
 * @param image the path of a disk image to boot from; with neither an image nor a kernel the VM
 *     runs the driver's default guest
 * @param kernel the path of a kernel to boot directly
 * @param initrd the path of the initial RAM disk
 * @param cmdline the kernel's command line, or the addition to the default guest's
 * @param arguments added to the hypervisor's command line, in the driver's own terms
 * @param drives further disks, and drives for removable media
 * @param access the access to the guest
 * @param startPaused whether the VM starts with its guest paused
 */
@API(status = EXPERIMENTAL, since = "0.1")
public record VmSpec(
    String name,
    long memory,
    int cpus,
    Optional<String> image,
    Optional<String> kernel,
    Optional<String> initrd,
    Optional<String> cmdline,
    List<String> arguments,
    VmDrives drives,
    GuestAccess access,
    boolean startPaused) {

  /** Copies the list. */
  public VmSpec {
    arguments = List.copyOf(arguments);
  }

  /** Returns the specification of the same VM under another name. */
  public VmSpec named(String other) {
    return new VmSpec(
        other,
        memory,
        cpus,
        image,
        kernel,
        initrd,
        cmdline,
        arguments,
        drives,
        access,
        startPaused);
  }

  /** Returns the specification of the same VM with other disks, which are not cloned again. */
  public VmSpec withDisks(Optional<String> otherImage, List<String> otherDisks) {
    return new VmSpec(
        name,
        memory,
        cpus,
        otherImage,
        kernel,
        initrd,
        cmdline,
        arguments,
        new VmDrives(
            otherDisks, drives.cdrom(), drives.floppy(), DiskClone.NONE, drives.ownOfHost()),
        access,
        startPaused);
  }
}
