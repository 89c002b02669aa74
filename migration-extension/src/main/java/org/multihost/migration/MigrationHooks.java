package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;

/**
 * The test's own steps at each phase of a migration; implement those that you need. A step may
 * throw anything, as a {@link MigrationStep} may.
 */
@API(status = EXPERIMENTAL, since = "0.1")
public interface MigrationHooks {

  /**
   * A step in {@link MigrationPhase#PREPARE_DISKS}, on the first host, once per test, before the
   * first migration.
   */
  default void prepareDisks(MigrationWork work) throws Throwable {}

  /** A step in {@link MigrationPhase#BEFORE_MIGRATION}, on the source and the destination. */
  default void beforeMigration(MigrationWork work) throws Throwable {}

  /**
   * A step in {@link MigrationPhase#MIGRATE}, on the source, just before it starts the migration.
   */
  default void migrateOnSource(MigrationWork work) throws Throwable {}

  /**
   * A step in {@link MigrationPhase#MIGRATE}, on the destination, just before it waits for the
   * guest.
   */
  default void migrateOnDestination(MigrationWork work) throws Throwable {}

  /**
   * A step in {@link MigrationPhase#MIGRATED}, on the source and the destination, when both know
   * the outcome.
   */
  default void afterMigration(MigrationWork work) throws Throwable {}

  /**
   * A step in {@link MigrationPhase#CHECK}, on the source, before {@link
   * MigrationBuilder#checkSource}.
   */
  default void checkOnSource(MigrationWork work) throws Throwable {}

  /**
   * A step in {@link MigrationPhase#CHECK}, on the destination, before {@link
   * MigrationBuilder#checkWork}.
   */
  default void checkOnDestination(MigrationWork work) throws Throwable {}

  /**
   * A step in {@link MigrationPhase#FINISHED}, on every host, after the migration's last phase,
   * also when the migration failed. It runs on a thread of its own, which only its time limit
   * {@code multihost.timeout.cleanup} interrupts.
   */
  default void cleanUp(MigrationWork work) throws Throwable {}
}
