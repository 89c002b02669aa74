package org.multihost.migration.qemu.machine;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;
import org.multihost.migration.DiskBus;
import org.multihost.migration.DiskCache;
import org.multihost.migration.spi.VmDrives;

/**
 * The hardware of a disk, and the way in which its host serves it; on a destination as on the
 * source.
 *
 * @param bus its controller
 * @param serial the serial number that the guest sees
 * @param readOnly whether the guest can only read it
 * @param cache the use of the host's cache
 * @param iothread whether a thread of its own serves it
 */
@API(status = EXPERIMENTAL, since = "0.1")
public record DiskModel(
    DiskBus bus, String serial, boolean readOnly, DiskCache cache, boolean iothread) {

  /** Returns a virtio disk with all defaults. */
  static DiskModel of(String serial) {
    return new DiskModel(DiskBus.PARAVIRTUAL, serial, false, DiskCache.WRITEBACK, false);
  }

  /** Returns a virtio disk that the guest can only read. */
  static DiskModel readOnly(String serial) {
    return new DiskModel(DiskBus.PARAVIRTUAL, serial, true, DiskCache.WRITEBACK, false);
  }

  /** Returns the model of a declared disk with an id. */
  static DiskModel of(VmDrives.Disk disk, String id) {
    return new DiskModel(
        disk.bus(), disk.serial().orElse(id), disk.readOnly(), disk.cache(), disk.iothread());
  }

  /** Whether it is plugged into a port; otherwise it is at the controller of the machine type. */
  boolean hasPort() {
    return bus == DiskBus.PARAVIRTUAL || bus == DiskBus.SCSI;
  }

  /** Whether the host's cache is bypassed. */
  boolean direct() {
    return cache == DiskCache.NONE || cache == DiskCache.DIRECTSYNC;
  }

  /** Whether each write is on the storage when it ends. */
  boolean writesThrough() {
    return cache == DiskCache.WRITETHROUGH || cache == DiskCache.DIRECTSYNC;
  }
}
