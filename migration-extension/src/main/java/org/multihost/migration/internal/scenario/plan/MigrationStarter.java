package org.multihost.migration.internal.scenario.plan;

import org.multihost.migration.Migration;
import org.multihost.migration.MigrationResult;

/** The start of planned migrations in the order of their numbers. */
public interface MigrationStarter {

  /** Returns the number of the next migration of the test, from 1. */
  int nextNumber();

  /** Runs a migration to its end. */
  MigrationResult run(MigrationPlan plan);

  /** Starts a migration in the background. */
  Migration start(MigrationPlan plan);
}
