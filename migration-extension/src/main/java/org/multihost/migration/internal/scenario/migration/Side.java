package org.multihost.migration.internal.scenario.migration;

/** What the source or the destination does in each phase of a migration. */
public interface Side {

  void prepare() throws Throwable;

  default void handOff() throws Throwable {}

  default void startWork() throws Throwable {}

  void beforeMigration() throws Throwable;

  void migrate() throws Throwable;

  void migrated() throws Throwable;

  void check() throws Throwable;

  /** The migration is over: what this side does not need any more goes. */
  default void finish() throws Throwable {}

  /** Stops what this side still has under way, if the migration was cut short; harmless else. */
  default void abandon() {}
}
