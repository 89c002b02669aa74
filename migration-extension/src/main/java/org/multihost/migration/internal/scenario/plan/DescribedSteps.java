package org.multihost.migration.internal.scenario.plan;

import java.util.List;
import java.util.Map;
import org.multihost.migration.MultihostException;

/**
 * The steps of one migration that the test on each host describes. A host may leave out a step that
 * runs on another one.
 *
 * @param names the names of the steps, by host
 */
public record DescribedSteps(Map<String, List<String>> names) {

  /**
   * Verifies that each step is described on the host on which it runs.
   *
   * @throws MultihostException if one is not, the same on every host
   */
  public void verify(MigrationPlan plan) {
    names.forEach((host, steps) -> steps.forEach(step -> verify(plan, host, step)));
  }

  private void verify(MigrationPlan plan, String host, String step) {
    String runsOn = MigrationSteps.isOfDestination(step) ? plan.destination() : plan.source();
    if (!names.getOrDefault(runsOn, List.of()).contains(step)) {
      throw new MultihostException(
          "Step [%s] of %s is described on host [%s], but not on host [%s], where it runs: it has not run. Describe the same migration on every host"
              .formatted(step, plan.title(), host, runsOn));
    }
  }
}
