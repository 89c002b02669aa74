package org.multihost.migration.internal.scenario.migration;

import org.multihost.migration.Migration;
import org.multihost.migration.MigrationProgress;
import org.multihost.migration.MigrationResult;

/** A migration, seen from its own steps. */
record StepMigration(MigrationContext context) implements Migration {

  @Override
  public int number() {
    return context.plan().number();
  }

  @Override
  public MigrationResult join() {
    throw new IllegalStateException(
        "A step cannot join the migration that it belongs to, %s: that waits for the step"
            .formatted(context.plan().title()));
  }

  @Override
  public void cancel() {
    context.underWay().cancel();
  }

  @Override
  public void parameter(String name, Object value) {
    context.underWay().parameter(name, value);
  }

  @Override
  public MigrationProgress progress() {
    return context.record().progress();
  }
}
