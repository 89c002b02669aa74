package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;

/** The phases of one migration, in order; the words of the log, the errors and the report. */
@API(status = EXPERIMENTAL, since = "0.1")
public enum MigrationPhase {
  /** The master prepares the disks; once per test. */
  PREPARE_DISKS,
  /** The machine runs and answers on the source; the destination's waits for it, listening. */
  PREPARE_VM,
  /** The source takes the destination's endpoint. */
  HANDOFF,
  /** {@link MigrationBuilder#startWork} on the source. */
  START_WORK,
  /** The hook before the migration, on both. */
  BEFORE_MIGRATION,
  /** The migration itself. */
  MIGRATE,
  /** Both sides know how it ended. */
  MIGRATED,
  /**
   * {@link MigrationBuilder#checkSource} on the source, {@link MigrationBuilder#checkWork} on the
   * destination.
   */
  CHECK,
  /** All hosts meet; the source's side is removed. */
  FINISHED
}
