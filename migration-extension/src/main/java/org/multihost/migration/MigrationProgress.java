package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.time.Duration;
import org.apiguardian.api.API;

/**
 * The progress of a migration, in the hypervisor's own figures.
 *
 * @param status the hypervisor's word for the status, such as QEMU's {@code active}
 * @param iteration the pass over the guest's memory, from 1; 0 before the first
 * @param elapsed the time since the start of the migration
 * @param transferred the bytes sent so far
 * @param remaining the bytes of memory still to send
 * @param total the bytes of memory in all
 * @param dirtyRate the bytes of memory that the guest dirties per second; 0 when not known
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
   * The percentage of the guest's memory that need not be sent any more, from 0 to 100; 0 when the
   * amounts are not known. It decreases when the guest dirties its memory.
   */
  public int percent() {
    return total == 0 ? 0 : (int) Math.max(0, Math.min(100, 100 - remaining * 100 / total));
  }
}
