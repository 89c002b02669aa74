package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;

/** The state of a virtual machine on its host. */
@API(status = EXPERIMENTAL, since = "0.1")
public enum VmState {
  /** The VM waits for an incoming migration. */
  INCOMING,
  /** The guest runs. */
  RUNNING,
  /** The guest is stopped and can be resumed. */
  PAUSED,
  /** The guest has migrated away from this process. */
  MIGRATED,
  /** The guest has shut down. */
  SHUTDOWN,
  /** The guest panicked, or the hypervisor reported an internal error. */
  CRASHED,
  /**
   * The guest is lost: a postcopy lost one of its two sides while each had a part of the guest,
   * which can no longer run anywhere.
   */
  LOST,
  /** The hypervisor's process has ended. */
  GONE
}
