package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;

/** The controller of a disk: {@link Disk#bus()}. */
@API(status = EXPERIMENTAL, since = "0.1")
public enum DiskBus {
  /** The bus of the configuration, and {@link #PARAVIRTUAL} if it has none. */
  DEFAULT,
  /** The hypervisor's own disk, for a guest that has its driver: virtio-blk. */
  PARAVIRTUAL,
  /**
   * A SCSI disk at the hypervisor's own controller, for a guest that has its driver: virtio-scsi.
   */
  SCSI,
  /** A SATA disk at the controller of the machine type, which the type must have. */
  SATA,
  /** An IDE disk at the controller of the machine type, which the type must have. */
  IDE
}
