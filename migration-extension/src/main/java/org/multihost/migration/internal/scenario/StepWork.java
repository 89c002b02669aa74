package org.multihost.migration.internal.scenario;

import org.jspecify.annotations.Nullable;
import org.multihost.migration.MigrationResult;
import org.multihost.migration.MigrationWork;
import org.multihost.migration.VirtualMachine;

/** What a step of the test's own works with. */
record StepWork(TestRun test, MigrationPlan plan, @Nullable MigrationResult known)
    implements MigrationWork {

  @Override
  public VirtualMachine vm(String name) {
    return test.fleet().machine(name);
  }

  @Override
  public MigrationResult result() {
    if (known == null) {
      throw new IllegalStateException(
          "The result of %s is not known in this step; ask for it in checkWork, checkSource or afterMigration"
              .formatted(plan.title()));
    }
    return known;
  }

  @Override
  public void log(String text) {
    test.journal().say("#" + plan.number() + " " + text);
  }
}
