package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;

/** How a migration ended. */
@API(status = EXPERIMENTAL, since = "0.1")
public enum MigrationOutcome {
  /**
   * The guest runs on the destination, or is paused there because it was paused before, and only
   * there; both sides say so.
   */
  COMPLETED,
  /** The guest stayed on the source, or was lost. */
  FAILED,
  /** It was cancelled; the guest stayed on the source. */
  CANCELLED
}
