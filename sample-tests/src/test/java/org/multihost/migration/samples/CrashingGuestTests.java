package org.multihost.migration.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** {@link CrashingGuestTestCase} must fail on both hosts, as a crash and not as a time-out. */
class CrashingGuestTests {

  @Test
  void bothHostsSayThatTheKernelHasCrashed() {
    EngineExecutionResults results =
        EngineTestKit.engine("multihost")
            .selectors(selectClass(CrashingGuestTestCase.class))
            .execute();
    assumeThat(results.allEvents().skipped().count()).as("hosts without QEMU").isZero();

    results.testEvents().assertStatistics(tests -> tests.started(2).failed(2));
    assertThat(results.testEvents().failed().stream())
        .allSatisfy(
            failed ->
                assertThat(
                        failed
                            .getRequiredPayload(TestExecutionResult.class)
                            .getThrowable()
                            .orElseThrow())
                    .hasStackTraceContaining(
                        "The guest of virtual machine [vm1] has crashed: [Kernel panic - not syncing: sysrq triggered crash]"));
  }
}
