package org.multihost.migration.internal.scenario.migration;

import org.jspecify.annotations.Nullable;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.MigrationStep;
import org.multihost.migration.MigrationWork;
import org.multihost.migration.internal.rendezvous.Lane;
import org.multihost.migration.internal.scenario.plan.MigrationPlan;
import org.multihost.migration.internal.scenario.vm.ManagedVm;

/** What all that belongs to one migration on this host works with. */
record MigrationContext(
    MigrationPlan plan,
    TestContext test,
    Lane lane,
    MigrationRecord record,
    ActiveMigration underWay) {

  /** The name of a value handed over in this migration. */
  public String value(String name) {
    return name + " of " + plan.title();
  }

  /** Runs the test's own step, if there is one. */
  public void perform(@Nullable MigrationStep step) throws Throwable {
    if (step != null) {
      step.run(work());
    }
  }

  /** What the test's own steps work with. */
  public MigrationWork work() {
    return new StepWork(this);
  }

  public void say(String text) {
    test.environment().console().say("#" + plan.number() + " " + text);
  }

  /** Whether the VM has arrived, by what both sides say. */
  boolean completed(ManagedVm vm) {
    return record.verdict(vm.name()).outcome() == MigrationOutcome.COMPLETED;
  }

  /** Has the guest answer, or be in the state that the test expects after the migration. */
  void verifyGuest(ManagedVm vm) {
    vm.verify(plan.expected().state(), "after " + plan.title());
  }
}
