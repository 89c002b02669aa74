package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;

/** The phases of one migration, in order. Log, errors and report use these names. */
@API(status = EXPERIMENTAL, since = "0.1")
public enum MigrationPhase {
  /** The first host prepares the disks; once per test. */
  PREPARE_DISKS,
  /** The VM runs and answers on the source; the destination's process is listening. */
  PREPARE_VM,
  /** The source receives the destination's endpoint. */
  HANDOFF,
  /** {@link MigrationBuilder#startWork} runs on the source. */
  START_WORK,
  /** The hook before the migration runs on both sides. */
  BEFORE_MIGRATION,
  /** The migration itself. */
  MIGRATE,
  /** Both sides know the outcome. */
  MIGRATED,
  /**
   * {@link MigrationBuilder#checkSource} runs on the source, {@link MigrationBuilder#checkWork} on
   * the destination.
   */
  CHECK,
  /** All hosts meet; the source's side is removed. */
  FINISHED
}
