package org.multihost.migration.internal.scenario.migration;

import org.jspecify.annotations.Nullable;
import org.multihost.migration.HostRole;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.MigrationStep;
import org.multihost.migration.MigrationWork;
import org.multihost.migration.internal.rendezvous.Lane;
import org.multihost.migration.internal.scenario.plan.MigrationPlan;
import org.multihost.migration.internal.scenario.vm.ManagedVm;

/** The context that the parts of one migration on this host share. */
record MigrationContext(
    MigrationPlan plan,
    TestContext test,
    Lane lane,
    MigrationRecord record,
    ActiveMigration underWay) {

  /** Returns the role of this host in the migration. */
  HostRole role() {
    return plan.roleOf(test.hosts().self());
  }

  /** Returns the name of a value that the hosts of this migration exchange. */
  public String value(String name) {
    return name + " of " + plan.title();
  }

  /** Runs a step of the test's own, if there is one. */
  public void perform(@Nullable MigrationStep step) throws Throwable {
    if (step != null) {
      step.run(work());
    }
  }

  /** Returns the context of the test's own steps. */
  public MigrationWork work() {
    return new StepWork(this);
  }

  public void say(String text) {
    test.environment().console().say("#" + plan.number() + " " + text);
  }

  /** Returns whether the VM has arrived, by the reports of both sides. */
  boolean completed(ManagedVm vm) {
    return record.verdict(vm.name()).outcome() == MigrationOutcome.COMPLETED;
  }

  /** Verifies that the guest is in the state that the test expects after the migration. */
  void verifyGuest(ManagedVm vm) {
    vm.verify(plan.expected().state(), "after " + plan.title());
  }
}
