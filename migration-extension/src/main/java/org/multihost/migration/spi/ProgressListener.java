package org.multihost.migration.spi;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;
import org.multihost.migration.MigrationProgress;

/**
 * A listener for the progress of a migration under way, implemented by the extension. The driver
 * calls it on a thread of its own, one call at a time, from {@link LocalVm#migrate} until {@link
 * OutgoingMigration#completion()} completes. The listener does not block and does not throw.
 */
@FunctionalInterface
@API(status = EXPERIMENTAL, since = "0.1")
public interface ProgressListener {

  /**
   * Receives the present progress. Every status, and every pass over the guest's memory, that the
   * hypervisor reports is passed on once, in that order, when the report arrives, with the figures
   * known then. Samples between them change only the figures. Bytes are amounts since the start of
   * the migration.
   */
  void progressed(MigrationProgress progress);

  /** A command that a migration waits for. */
  enum Wait {
    /** The guest has stopped, and goes on when the migration is continued. */
    SWITCHOVER,
    /** The postcopy has lost its stream, and goes on when it is recovered. */
    RECOVERY
  }

  /** Receives that the migration waits for a command; called after the progress that shows it. */
  default void waits(Wait command) {}

  /**
   * Receives that the guest runs on this side; from the destination only, once, also when the rest
   * of its memory is still to come.
   */
  default void guestRuns() {}

  /**
   * Whether the test waits for a moment that only samples can detect. If so, the driver samples
   * every {@link DriverContext#momentInterval()}, otherwise every {@link
   * DriverContext#progressInterval()}. Called before each sample.
   */
  default boolean awaitsMoment() {
    return false;
  }

  /**
   * Receives the final figures of a migration that has ended, if there are any; called before
   * {@link OutgoingMigration#completion()} completes. No moment of the migration can follow.
   */
  default void ended(MigrationProgress last) {
    progressed(last);
  }
}
