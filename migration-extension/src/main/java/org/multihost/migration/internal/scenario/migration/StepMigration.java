package org.multihost.migration.internal.scenario.migration;

import org.multihost.migration.MigrationResult;

/** A migration, seen from its own steps. */
record StepMigration(MigrationContext context) implements CommandedMigration {

  @Override
  public MigrationResult join() {
    throw new IllegalStateException(
        "A step cannot join the migration that it belongs to, %s: that waits for the step"
            .formatted(context.plan().title()));
  }
}
