package org.multihost.migration.spi;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;

/** What a test gets of a machine's disks. */
@API(status = EXPERIMENTAL, since = "0.1")
public enum DiskClone {
  /** The disks themselves: what the guest writes stays. */
  NONE,
  /** An image that keeps only what the guest writes, on top of the disk, which is not changed. */
  OVERLAY,
  /** A full copy. */
  COPY
}
