package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;

/** The storage of a VM's disks: {@link MigrateVm#storage()}. */
@API(status = EXPERIMENTAL, since = "0.1")
public enum Storage {
  /**
   * Storage that all hosts see under the same path; a migration leaves the disks where they are.
   */
  SHARED,
  /**
   * Storage of each host's own. A migration copies each disk that the guest can write over the
   * network, into an image that the destination makes for it, and switches to the copy together
   * with the guest.
   */
  MIRROR
}
