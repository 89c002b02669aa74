package org.multihost.migration.oracle;

/** A step that every host takes, in the same order, in the body of each test. */
enum Step {
  BARRIER,
  EXCHANGE,
  /** From the first host to all others. */
  HAND_OVER,
  /** All machines in one migration. */
  MIGRATE,
  /** Each machine in a migration of its own, all at the same time, and joined. */
  MIGRATE_AT_ONCE,
  /** All machines in one migration that the test does not join. */
  MIGRATE_ON_ITS_OWN;

  boolean needsVms() {
    return this == MIGRATE || this == MIGRATE_AT_ONCE || this == MIGRATE_ON_ITS_OWN;
  }
}
