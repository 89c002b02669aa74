package org.multihost.migration.internal.scenario;

import org.multihost.migration.MigrationResult;
import org.multihost.migration.internal.rendezvous.Lane;

/**
 * A migration on the test's own thread. While it is under way, its steps may have threads of their
 * own, which publish values whatever that one waits for: their lane is open.
 */
record ForegroundMigration(MigrationPlan plan, TestRun test) {

  /** Passes all phases; it is one of the given migrations of the test. */
  MigrationResult run(StartedMigrations migrations) {
    Lane steps = test.scope().openLane("steps of " + plan.title());
    try {
      return migrations.run(new Scenario(plan, test, test.scope().main()));
    } finally {
      steps.close();
    }
  }
}
