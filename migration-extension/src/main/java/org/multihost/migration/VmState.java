package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;

/** The state of a virtual machine on the host that it lives on. */
@API(status = EXPERIMENTAL, since = "0.1")
public enum VmState {
  /** It waits for an incoming migration. */
  INCOMING,
  /** The guest runs. */
  RUNNING,
  /** The guest is stopped and can be resumed. */
  PAUSED,
  /** The guest has migrated away from this process. */
  MIGRATED,
  /** The guest has shut down. */
  SHUTDOWN,
  /** The guest panicked, or the hypervisor found an internal error. */
  CRASHED,
  /**
   * A postcopy lost one of its two sides: a part of the guest was on each, and it cannot go on
   * anywhere.
   */
  LOST,
  /** The hypervisor's process has ended. */
  GONE
}
