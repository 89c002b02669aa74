package org.multihost.migration.internal.scenario.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.multihost.migration.MigrationMoment.status;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.multihost.migration.Migration;
import org.multihost.migration.MigrationBuilder;
import org.multihost.migration.MigrationFailedException;
import org.multihost.migration.MigrationHooks;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.MigrationProgress;
import org.multihost.migration.MigrationResult;
import org.multihost.migration.MigrationWork;
import org.multihost.migration.PeerFailedException;
import org.multihost.migration.internal.scenario.ScenarioFixture;
import org.multihost.migration.internal.scenario.ScenarioRun;
import org.multihost.migration.internal.scenario.TestRun;
import org.multihost.migration.internal.scenario.VmPlans;

/** The races of a cancellation with the start, the end and other migrations. */
@Timeout(120)
class ScenarioCancelTests extends ScenarioFixture {

  private final Map<String, MigrationResult> results = new ConcurrentHashMap<>();

  /** A migration that does not end before it is cancelled. */
  private static MigrationBuilder endless(TestRun test, String... vms) {
    return there(test, vms).maxBandwidth("64 KiB");
  }

  private void assertCancelled(ScenarioRun.Outcome outcome) {
    assertThat(outcome.failures()).isEmpty();
    assertThat(results).containsOnlyKeys("source", "destination");
    assertThat(results.values())
        .allSatisfy(
            result -> {
              assertThat(result.outcome()).isEqualTo(MigrationOutcome.CANCELLED);
              assertThat(result.cancelledAt()).isPresent();
            });
    assertThat(results.get("source")).isEqualTo(results.get("destination"));
  }

  private void keep(TestRun test, MigrationResult result) {
    results.put(test.hosts().self(), result);
  }

  @Test
  void aCallRightAfterTheStartCancels() {
    assertCancelled(
        run(
            test -> {
              Migration migration = endless(test).expect(MigrationOutcome.CANCELLED).start();
              migration.cancel();
              migration.cancel();
              keep(test, migration.join());
              assertThat(hypervisor.running("vm1")).containsExactly("source");
            }));
  }

  @Test
  void aRequestBeforeTheMigrationHasStartedTakesEffectAtItsStart() {
    assertCancelled(
        run(
            test ->
                keep(
                    test,
                    endless(test)
                        .startWork(work -> work.migration().cancel())
                        .expect(MigrationOutcome.CANCELLED)
                        .run())));
    assertThat(results.get("source").cancelledAt()).contains(MigrationProgress.NONE);
  }

  @Test
  void aStepDuringTheMigrationCancelsIt() {
    assertCancelled(
        run(
            test ->
                keep(
                    test,
                    endless(test)
                        .during(status("active"), work -> work.migration().cancel())
                        .expect(MigrationOutcome.CANCELLED)
                        .run())));
  }

  @Test
  void aTimeCancels() {
    assertCancelled(
        run(test -> keep(test, endless(test).cancelAfter(Duration.ofMillis(20)).run())));
  }

  @Test
  void theDestinationCannotCancel() {
    passes(
        test -> {
          Migration migration = there(test).start();
          if (test.hosts().isSelf("destination")) {
            migration.cancel();
          }
          assertThat(migration.join().outcome()).isEqualTo(MigrationOutcome.COMPLETED);
          assertThat(migration.join().cancelledAt()).isEmpty();
        });
  }

  @Test
  void aRequestAfterTheEndChangesNothing() {
    MigrationHooks late =
        new MigrationHooks() {
          @Override
          public void afterMigration(MigrationWork work) {
            work.migration().cancel();
          }
        };
    passes(
        test -> {
          MigrationResult result = there(test).hooks(late).run();
          assertThat(result.cancelledAt()).isEmpty();
          assertThat(hypervisor.running("vm1")).containsExactly("destination");
        });
  }

  @Test
  void aMigrationThatEndsBeforeItsCancellationFailsTheTest() {
    ScenarioRun.Outcome outcome = run(test -> there(test).cancelAfter(Duration.ofHours(1)).run());

    assertThat(outcome.on("source"))
        .isInstanceOf(MigrationFailedException.class)
        .hasMessageContaining("Missed [cancelAfter 1 h]");
    assertThat(outcome.on("destination")).isInstanceOf(PeerFailedException.class);
  }

  @Test
  void aCancellationThatNobodyExpectsFailsEveryHost() {
    ScenarioRun.Outcome outcome =
        run(
            test ->
                endless(test).during(status("active"), work -> work.migration().cancel()).run());

    assertThat(outcome.failures()).containsOnlyKeys("source", "destination");
    assertThat(outcome.failures().values())
        .anySatisfy(
            failure ->
                assertThat(failure)
                    .hasMessageContaining("ended as [CANCELLED], expected [COMPLETED]"));
  }

  @Test
  void oneOfTwoMigrationsAtATimeIsCancelledAndTheOtherGoesOn() {
    ScenarioRun.Outcome outcome =
        on("source", "destination")
            .with(VmPlans.on("source", "vm1"), VmPlans.on("destination", "vm2"))
            .run(
                test -> {
                  Migration cancelled =
                      endless(test, "vm1").expect(MigrationOutcome.CANCELLED).start();
                  Migration swapped = back(test, "vm2").start();
                  assertThat(swapped.join().outcome()).isEqualTo(MigrationOutcome.COMPLETED);
                  cancelled.cancel();
                  keep(test, cancelled.join());
                  assertThat(hypervisor.running("vm1")).containsExactly("source");
                  assertThat(hypervisor.running("vm2")).containsExactly("source");
                });
    assertCancelled(outcome);
  }

  @Test
  void allVmsOfAMigrationAreCancelled() {
    ScenarioRun.Outcome outcome =
        on("source", "destination")
            .with(VmPlans.on("source", "vm1"), VmPlans.on("source", "vm2"))
            .run(
                test -> {
                  keep(test, endless(test).cancelWhen(now -> true).run());
                  assertThat(hypervisor.running("vm1")).containsExactly("source");
                  assertThat(hypervisor.running("vm2")).containsExactly("source");
                });
    assertCancelled(outcome);
    assertThat(results.get("source").vms().values())
        .allSatisfy(vm -> assertThat(vm.outcome()).isEqualTo(MigrationOutcome.CANCELLED));
  }
}
