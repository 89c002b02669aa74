package org.multihost.migration.internal.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.multihost.migration.MigrationMoment.status;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.PeerFailedException;
import org.multihost.migration.internal.rendezvous.RendezvousRuns;
import org.multihost.migration.memory.MigrationScript;

/** The scenario with VMs in memory, whose hosts meet over Hazelcast. */
@Timeout(120)
class ScenarioOverHazelcastTests extends ScenarioFixture {

  @Test
  void aVmGoesThereAndBackAndAFailureIsKnownToAll() {
    hypervisor.migrations(
        "vm1",
        MigrationScript.COMPLETES,
        MigrationScript.COMPLETES,
        MigrationScript.COMPLETES.at(status("active"), migration -> migration.fail("no more")));
    try (var run = RendezvousRuns.overHazelcast()) {
      var outcome =
          new ScenarioRun(run, hypervisor, logs, "source", "destination", "bystander")
              .with(VmPlans.on("source", "vm1"))
              .run(
                  test -> {
                    var there = there(test).run();
                    var back = back(test).run();
                    assertThat(there.outcome()).isEqualTo(MigrationOutcome.COMPLETED);
                    assertThat(back.outcome()).isEqualTo(MigrationOutcome.COMPLETED);
                    assertThat(hypervisor.running("vm1")).containsExactly("source");
                    there(test).run();
                  });

      assertThat(outcome.failures()).containsOnlyKeys("source", "destination", "bystander");
      assertThat(outcome.failures().values())
          .allSatisfy(failure -> assertThat(failure).hasMessageContaining("no more"));
      assertThat(outcome.on("bystander")).isInstanceOf(PeerFailedException.class);
    }
  }

  @Test
  void anInterruptWhereAMigrationBeginsKeepsNobodyWaiting() {
    try (var run = RendezvousRuns.overHazelcast()) {
      var outcome =
          new ScenarioRun(run, hypervisor, logs, "source", "destination", "bystander")
              .with(VmPlans.on("source", "vm1"))
              .run(
                  test -> {
                    if (test.environment().hosts().isSelf("bystander")) {
                      Thread.currentThread().interrupt();
                    }
                    test.migrations().migrate().from("source").to("destination").run();
                  });

      assertThat(outcome.failures()).containsOnlyKeys("source", "destination", "bystander");
      assertThat(outcome.on("bystander")).hasMessageContaining("Interrupted");
      assertThat(outcome.on("source")).isInstanceOf(PeerFailedException.class);
    }
  }

  @Test
  void aValueOf50MbIsHandedOver() {
    String large = "x".repeat(50_000_000);
    try (var run = RendezvousRuns.overHazelcast()) {
      var outcome =
          new ScenarioRun(run, hypervisor, logs, "source", "destination")
              .with(VmPlans.on("source", "vm1"))
              .run(
                  test -> {
                    if (test.hosts().isSelf("source")) {
                      test.rendezvous().publish("large", large);
                    } else {
                      assertThat(test.rendezvous().await("large", String.class).equals(large))
                          .isTrue();
                    }
                  });

      assertThat(outcome.failures()).isEmpty();
    }
  }
}
