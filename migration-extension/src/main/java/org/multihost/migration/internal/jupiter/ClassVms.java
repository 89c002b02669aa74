package org.multihost.migration.internal.jupiter;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.internal.config.VmPlan;
import org.multihost.migration.internal.scenario.TestRun;

/**
 * The VMs that live as long as their class, and the class's own run, which starts and ends them.
 * Safe for use by several threads.
 */
final class ClassVms {

  private final List<String> names;
  private volatile @Nullable TestRun run;

  private ClassVms(List<String> names) {
    this.names = names;
  }

  /** Creates those among the VMs of a class; none has started. */
  static ClassVms among(Collection<VmPlan> plans) {
    return new ClassVms(
        plans.stream()
            .filter(VmPlan::isOfClass)
            .map(plan -> plan.spec().name())
            .distinct()
            .toList());
  }

  List<String> names() {
    return names;
  }

  /** Records the class's own run, whose VMs all tests have from now on. */
  void ownedBy(TestRun ofClass) {
    run = ofClass;
  }

  /** Returns the class's own run; empty if there are no such VMs. */
  Optional<TestRun> run() {
    return Optional.ofNullable(run);
  }
}
