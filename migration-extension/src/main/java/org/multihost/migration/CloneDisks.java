package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;

/** The kind of disks that a test gets for its VM: {@link MigrateVm#cloneDisks()}. */
@API(status = EXPERIMENTAL, since = "0.1")
public enum CloneDisks {
  /** The disks themselves: what the guest writes is kept. */
  NONE,
  /**
   * An image on top of each disk that holds only what the guest writes; the disk does not change.
   */
  OVERLAY,
  /** A full copy of each disk. */
  COPY
}
