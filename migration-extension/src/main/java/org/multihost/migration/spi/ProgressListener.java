package org.multihost.migration.spi;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;
import org.multihost.migration.MigrationProgress;

/**
 * The receiver of the progress of a migration under way. It is called on a thread of the driver,
 * one call at a time, and does not block.
 */
@FunctionalInterface
@API(status = EXPERIMENTAL, since = "0.1")
public interface ProgressListener {

  /**
   * Takes the progress as it is now. Every status, and every pass over the guest's memory, that the
   * hypervisor announces is passed on once, in that order, when its announcement arrives, with the
   * figures known then; samples between them change the figures only.
   */
  void progressed(MigrationProgress progress);

  /**
   * Whether the test waits for a moment that only samples can show. While it does, the driver
   * samples every {@link DriverContext#momentInterval()}, otherwise every {@link
   * DriverContext#progressInterval()}. Asked before each sample.
   */
  default boolean awaitsMoment() {
    return false;
  }

  /**
   * Takes the final figures of a migration that has ended; called before {@link
   * OutgoingMigration#completion()} completes, if there are such figures. No moment of the
   * migration can come any more.
   */
  default void ended(MigrationProgress last) {
    progressed(last);
  }
}
