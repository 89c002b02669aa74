package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.time.Duration;
import org.apiguardian.api.API;

/**
 * How far a migration is, in the hypervisor's own figures.
 *
 * @param status the hypervisor's word for its status, such as QEMU's {@code active}
 * @param iteration the pass over the guest's memory, from 1; 0 before the first
 * @param elapsed since the migration started
 * @param transferred bytes sent so far
 * @param remaining bytes of memory still to send
 * @param total bytes of memory in all
 * @param dirtyRate bytes of memory that the guest dirties in a second; 0 when not known
 */
@API(status = EXPERIMENTAL, since = "0.1")
public record MigrationProgress(
    String status,
    long iteration,
    Duration elapsed,
    long transferred,
    long remaining,
    long total,
    long dirtyRate) {

  /** The progress of a migration that has not started. */
  public static final MigrationProgress NONE =
      new MigrationProgress("none", 0, Duration.ZERO, 0, 0, 0, 0);

  /**
   * How much of the guest's memory need not be sent any more, from 0 to 100; 0 when the amounts are
   * not known. A guest that dirties its memory makes it fall.
   */
  public int percent() {
    return total == 0 ? 0 : (int) Math.max(0, Math.min(100, 100 - remaining * 100 / total));
  }
}
