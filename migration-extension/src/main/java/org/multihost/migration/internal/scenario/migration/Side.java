package org.multihost.migration.internal.scenario.migration;

/** The role of the source or the destination: its action in each phase of a migration. */
interface Side {

  void prepare() throws Throwable;

  default void handOff() throws Throwable {}

  default void startWork() throws Throwable {}

  void beforeMigration() throws Throwable;

  void migrate() throws Throwable;

  void migrated() throws Throwable;

  void check() throws Throwable;

  /** Removes what this side does not need any more after the migration. */
  default void finish() throws Throwable {}

  /**
   * Stops what this side still has under way after a migration was cut short; harmless otherwise.
   */
  default void abandon() {}
}
