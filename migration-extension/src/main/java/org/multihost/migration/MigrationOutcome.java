package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;

/** The outcome of a migration. */
@API(status = EXPERIMENTAL, since = "0.1")
public enum MigrationOutcome {
  /**
   * The guest runs on the destination and only there, or is paused there because it was paused
   * before; both sides report this.
   */
  COMPLETED,
  /** The guest stayed on the source, or was lost. */
  FAILED,
  /** The migration was cancelled; the guest stayed on the source. */
  CANCELLED
}
