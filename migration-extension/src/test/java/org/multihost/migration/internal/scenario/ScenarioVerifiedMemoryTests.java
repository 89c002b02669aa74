package org.multihost.migration.internal.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.multihost.migration.MigrationFailedException;

/** The verification of memory with a driver that can hold a guest and cannot read its memory. */
@Timeout(120)
class ScenarioVerifiedMemoryTests extends ScenarioFixture {

  @Test
  void aVerificationThatWasAskedForAndIsNotPossibleFailsTheTest() {
    var outcome = runOnThree(test -> there(test).verifyMemory().run());

    assertThat(outcome.failures()).containsOnlyKeys("source", "destination", "bystander");
    assertThat(outcome.on("destination"))
        .isInstanceOf(MigrationFailedException.class)
        .hasMessageContainingAll("[vm1]", "cannot be verified", "verifyMemory()");
  }

  @Test
  void theSettingVerifiesOnlyWhatCanBeReadAndTheGuestGoesOn() {
    var outcome =
        on("source", "destination", "bystander")
            .with("multihost.verify-memory", "always")
            .run(
                test -> {
                  assertThat(there(test).run().memory()).isEmpty();
                  assertThat(hypervisor.running("vm1")).containsExactly("destination");
                });

    assertThat(outcome.failures()).isEmpty();
  }
}
