package org.multihost.migration.internal.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.multihost.migration.MigrationMoment.status;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.multihost.migration.MigrationBuilder;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.MigrationResult;
import org.multihost.migration.PeerFailedException;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.memory.MemoryMigration;
import org.multihost.migration.memory.MigrationScript;
import org.multihost.migration.memory.MigrationScript.Ending;

/** What the hosts of a test say of a guest that no side runs after its migration. */
@Timeout(120)
class ScenarioLostGuestTests extends ScenarioFixture {

  /** A broken postcopy has 5 s to be recovered, diagnoses have 3 s, and the host may be busy. */
  private static final Duration SECONDS = Duration.ofSeconds(30);

  private ScenarioRun.Outcome runInSeconds(ScenarioRun.Body body) {
    long start = System.nanoTime();
    ScenarioRun.Outcome outcome = runOnThree(body);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SECONDS);
    return outcome;
  }

  private static MigrationBuilder finishingSoon(TestRun test) {
    return there(test).setting("multihost.timeout.finish", "2 s");
  }

  private static MigrationBuilder postcopy(TestRun test) {
    return finishingSoon(test).capability("postcopy-ram", true);
  }

  private void postcopyAnd(String dies) {
    hypervisor.migrations(
        "vm1",
        MigrationScript.COMPLETES
            .at(status("active"), MemoryMigration::postcopy)
            .at(status("postcopy-active"), m -> hypervisor.process(dies, "vm1").die()));
  }

  @Test
  void aGuestThatRunsNowhereIsAnErrorOnEveryHostWhateverIsExpected() {
    hypervisor.migrations("vm1", MigrationScript.COMPLETES.ending(Ending.DESTINATION_SILENT));

    var outcome =
        runInSeconds(
            test -> {
              try {
                finishingSoon(test).expectAnyOf(MigrationOutcome.values()).run();
              } finally {
                assertThat(hypervisor.running("vm1")).as("no side runs it again").isEmpty();
              }
            });

    assertDies(outcome, "destination", "has sent virtual machine [vm1]", "did not resume on host");
  }

  private static void assertDies(ScenarioRun.Outcome outcome, String first, String... words) {
    assertThat(outcome.failures()).containsOnlyKeys("source", "destination", "bystander");
    outcome
        .failures()
        .forEach(
            (host, failure) -> {
              boolean itself = host.equals(first);
              assertThat(failure)
                  .isInstanceOf(itself ? VirtualMachineException.class : PeerFailedException.class)
                  .hasMessageContainingAll(words)
                  .hasMessageContaining(itself ? "" : "Host [" + first + "]");
            });
  }

  @Test
  void aPostcopyWhoseSourceDiesFailsEveryHostWithTheDeathOfItsVm() {
    postcopyAnd("source");

    var outcome = runInSeconds(test -> postcopy(test).run());

    assertDies(outcome, "source", "[vm1]", "exit code [137]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"source", "destination"})
  void aPostcopyThatLosesASideIsOverWithinSecondsWithItsGuest(String side) {
    hypervisor.migrations(
        "vm1",
        MigrationScript.COMPLETES
            .at(status("active"), MemoryMigration::postcopy)
            .at(status("postcopy-active"), m -> hypervisor.process(side, "vm1").kill()));

    var outcome =
        runInSeconds(
            test -> {
              MigrationResult result = postcopy(test).expect(MigrationOutcome.FAILED).run();
              assertThat(result.error().orElseThrow()).contains("the guest is lost");
              assertThat(hypervisor.running("vm1")).isEmpty();
            });

    assertThat(outcome.failures()).isEmpty();
  }
}
