package org.multihost.migration.internal.scenario;

import org.jspecify.annotations.Nullable;
import org.multihost.migration.MigrationResult;
import org.multihost.migration.MigrationStep;
import org.multihost.migration.internal.rendezvous.Lane;

/** What both sides of a migration work with. */
record SideContext(MigrationPlan plan, TestRun test, Lane lane, MigrationRecord record) {

  /** The name of a value handed over in this migration. */
  String value(String name) {
    return name + " of " + plan.title();
  }

  /** Runs the test's own step, if there is one. */
  void perform(@Nullable MigrationStep step) throws Throwable {
    if (step != null) {
      step.run(work());
    }
  }

  /** What the test's own steps work with now. */
  StepWork work() {
    return new StepWork(test, plan, record.resultIfKnown());
  }

  void say(String text) {
    test.journal().say("#" + plan.number() + " " + text);
  }

  /** Whether this host is to check the guest that arrived. */
  boolean completed(ManagedVm vm) {
    MigrationResult result = record.result();
    return java.util.Objects.requireNonNull(result.vms().get(vm.name())).outcome()
        == org.multihost.migration.MigrationOutcome.COMPLETED;
  }
}
