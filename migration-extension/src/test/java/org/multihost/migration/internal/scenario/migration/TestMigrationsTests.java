package org.multihost.migration.internal.scenario.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.multihost.migration.Migration;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.MigrationResult;
import org.multihost.migration.PeerFailedException;
import org.multihost.migration.internal.config.VmPlan;
import org.multihost.migration.internal.scenario.ScenarioFixture;
import org.multihost.migration.internal.scenario.ScenarioRun;
import org.multihost.migration.internal.scenario.VmPlans;

/** The migrations of one test: their numbers, their ends, and what they refuse. */
@Timeout(120)
class TestMigrationsTests extends ScenarioFixture {

  private static final VmPlan[] TWO = {VmPlans.on("source", "vm1"), VmPlans.on("source", "vm2")};

  @Test
  void migrationsAreNumberedInTheOrderOfTheCalls() {
    ScenarioRun.Outcome outcome =
        on("source", "destination")
            .with(TWO)
            .run(
                test -> {
                  Migration first = there(test, "vm1").start();
                  MigrationResult second = there(test, "vm2").run();
                  assertThat(first.number()).isEqualTo(1);
                  assertThat(second.number()).isEqualTo(2);
                  assertThat(first.join().number()).isEqualTo(1);
                  assertThat(test.migrations().results())
                      .extracting(MigrationResult::number)
                      .containsExactlyInAnyOrder(1, 2);
                });
    assertThat(outcome.failures()).isEmpty();
  }

  @Test
  void allVmsMigrateUnlessTheTestNamesSome() {
    ScenarioRun.Outcome outcome =
        on("source", "destination")
            .with(TWO)
            .run(
                test -> {
                  assertThat(there(test).run().vms()).containsOnlyKeys("vm1", "vm2");
                  assertThat(back(test, "vm2").run().vms()).containsOnlyKeys("vm2");
                });
    assertThat(outcome.failures()).isEmpty();
  }

  @Test
  void aTestWithoutVmsCannotMigrate() {
    ScenarioRun.Outcome outcome =
        on("source", "destination")
            .with()
            .run(
                test ->
                    assertThatThrownBy(() -> test.migrations().migrate())
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("@MigrateVm(name = …)"));
    assertThat(outcome.failures()).isEmpty();
  }

  @Test
  void aVmThatIsNamedTwiceIsRefused() {
    passes(
        test ->
            assertThatThrownBy(() -> test.migrations().migrate("vm1", "vm1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                    "A migration of [vm1, vm1] names a virtual machine twice; name each once"));
  }

  @Test
  void anUnknownVmIsRefusedWithTheNames() {
    passes(
        test ->
            assertThatThrownBy(() -> test.migrations().migrate("vm7"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("[vm7]", "[vm1]"));
  }

  @Test
  void aVmTakesPartInOneMigrationAtATime() {
    ScenarioRun.Outcome outcome =
        run(
            test -> {
              there(test).maxBandwidth("64 KiB").start();
              there(test).run();
            });

    assertThat(outcome.failures().values())
        .anySatisfy(
            failure ->
                assertThat(failure)
                    .hasMessageContainingAll(
                        "[vm1] cannot take part in migration #", "still in migration #"));
  }

  @Test
  void aMigrationOnAThreadOfTheTestsOwnIsWaitedForAtItsEnd() {
    CompletableFuture<MigrationResult> result = new CompletableFuture<>();
    ScenarioRun.Outcome outcome =
        run(
            test -> {
              var builder = there(test);
              if (test.hosts().isSelf("source")) {
                CompletableFuture<Void> begun = new CompletableFuture<>();
                Thread thread =
                    new Thread(
                        () ->
                            result.complete(builder.startWork(work -> begun.complete(null)).run()),
                        "own");
                thread.start();
                begun.get(60, TimeUnit.SECONDS);
              } else {
                builder.startWork(work -> {}).run();
              }
            });

    assertThat(outcome.failures()).isEmpty();
    assertThat(result) // which the thread sets when the migration has ended for the test
        .succeedsWithin(Duration.ofSeconds(60))
        .satisfies(known -> assertThat(known.outcome()).isEqualTo(MigrationOutcome.COMPLETED));
  }

  @Test
  void aCheckedExceptionOfAStepInTheBackgroundIsTheFailureItself() {
    ScenarioRun.Outcome outcome =
        run(
            test ->
                there(test)
                    .checkWork(
                        work -> {
                          throw new IOException("wrong");
                        })
                    .start()
                    .join());

    assertThat(outcome.on("destination")).isInstanceOf(IOException.class).hasMessage("wrong");
    assertThat(outcome.on("source"))
        .isInstanceOf(PeerFailedException.class)
        .hasMessageContaining("wrong");
  }

  @Test
  void theFailureOfAMigrationThatNobodyJoinsFailsTheTest() {
    ScenarioRun.Outcome outcome =
        run(
            test ->
                there(test)
                    .checkWork(
                        work -> {
                          throw new AssertionError("wrong");
                        })
                    .start());

    assertThat(outcome.on("destination")).isInstanceOf(AssertionError.class);
    assertThat(outcome.on("source")).isInstanceOf(PeerFailedException.class);
  }

  @Test
  void aBystanderSeesTheSameResultsInTheSameOrder() {
    List<List<MigrationResult>> seen = new CopyOnWriteArrayList<>();
    ScenarioRun.Outcome outcome =
        runOnThree(
            test -> {
              there(test).run();
              back(test).run();
              seen.add(test.migrations().results());
            });

    assertThat(outcome.failures()).isEmpty();
    assertThat(seen).hasSize(3).containsOnly(seen.get(0));
    assertThat(seen.get(0)).extracting(MigrationResult::number).containsExactly(1, 2);
  }
}
