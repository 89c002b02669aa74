package org.multihost.migration.internal.scenario.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.multihost.migration.MigrationMoment.pass;
import static org.multihost.migration.MigrationMoment.status;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.multihost.migration.Migration;
import org.multihost.migration.MigrationHooks;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.MigrationPhase;
import org.multihost.migration.MigrationResult;
import org.multihost.migration.MigrationWork;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.PeerFailedException;
import org.multihost.migration.PhaseTime;
import org.multihost.migration.VmState;
import org.multihost.migration.internal.scenario.ScenarioFixture;
import org.multihost.migration.internal.scenario.VmPlans;
import org.multihost.migration.memory.MigrationScript;

/** The course of migrations that go as they are meant to. */
@Timeout(120)
class ScenarioTests extends ScenarioFixture {

  private final Map<String, List<MigrationResult>> results = new ConcurrentHashMap<>();

  @Test
  void passesThePhasesInOrderAndTellsEveryHostTheSame() {
    List<String> steps = new CopyOnWriteArrayList<>();
    var outcome =
        on("source", "destination", "bystander")
            .run(
                test -> {
                  String self = test.hosts().self();
                  MigrationResult result =
                      there(test)
                          .hooks(new Noting(self, steps))
                          .startWork(work -> steps.add(self + " startWork"))
                          .checkWork(work -> steps.add(self + " checkWork"))
                          .checkSource(work -> steps.add(self + " checkSource"))
                          .run();
                  results.put(self, List.of(result));
                });

    assertThat(outcome.failures()).isEmpty();
    assertThat(results.values()).hasSize(3).containsOnly(results.get("source"));
    assertThat(steps.stream().filter(step -> step.startsWith("source")))
        .containsExactly(
            "source prepareDisks",
            "source startWork",
            "source beforeMigration",
            "source migrateOnSource",
            "source afterMigration",
            "source checkOnSource",
            "source checkSource",
            "source cleanUp");
    assertThat(steps.stream().filter(step -> step.startsWith("destination")))
        .containsExactly(
            "destination beforeMigration",
            "destination migrateOnDestination",
            "destination afterMigration",
            "destination checkOnDestination",
            "destination checkWork",
            "destination cleanUp");
    assertThat(steps.indexOf("source startWork"))
        .isLessThan(steps.indexOf("destination beforeMigration"));
    MigrationResult result = results.get("bystander").get(0);
    assertThat(result.outcome()).isEqualTo(MigrationOutcome.COMPLETED);
    assertThat(result.phases().stream().filter(each -> each.host().equals("source")))
        .extracting(PhaseTime::phase)
        .containsExactly(MigrationPhase.values());
  }

  /** Hooks that note when they are called. */
  private record Noting(String self, List<String> steps) implements MigrationHooks {

    @Override
    public void prepareDisks(MigrationWork work) {
      steps.add(self + " prepareDisks");
    }

    @Override
    public void beforeMigration(MigrationWork work) {
      steps.add(self + " beforeMigration");
    }

    @Override
    public void migrateOnSource(MigrationWork work) {
      steps.add(self + " migrateOnSource");
    }

    @Override
    public void migrateOnDestination(MigrationWork work) {
      steps.add(self + " migrateOnDestination");
    }

    @Override
    public void afterMigration(MigrationWork work) {
      steps.add(self + " afterMigration");
    }

    @Override
    public void checkOnSource(MigrationWork work) {
      steps.add(self + " checkOnSource");
    }

    @Override
    public void checkOnDestination(MigrationWork work) {
      steps.add(self + " checkOnDestination");
    }

    @Override
    public void cleanUp(MigrationWork work) {
      steps.add(self + " cleanUp");
    }
  }

  @Test
  void aVmIsWhereItWasMigratedTo() {
    var outcome =
        run(
            test -> {
              var vm = test.vms().vm("vm1");
              if (vm.isHere()) {
                vm.session().run("echo kept > /tmp/note");
              }
              there(test)
                  .checkWork(
                      work ->
                          assertThat(work.vm("vm1").session().run("cat /tmp/note").output())
                              .isEqualTo("kept\n"))
                  .run();
              assertThat(vm.host()).isEqualTo("destination");
              assertThat(hypervisor.running("vm1")).containsExactly("destination");
            });

    assertThat(outcome.failures()).isEmpty();
  }

  @Test
  void rolesSwapFromOneMigrationToTheNext() {
    var outcome =
        run(
            test -> {
              for (int hop = 0; hop < 4; hop++) {
                String from = hop % 2 == 0 ? "source" : "destination";
                String to = hop % 2 == 0 ? "destination" : "source";
                MigrationResult result = test.migrations().migrate().from(from).to(to).run();
                assertThat(result.number()).isEqualTo(hop + 1);
                assertThat(test.vms().vm("vm1").host()).isEqualTo(to);
              }
              assertThat(test.migrations().results()).hasSize(4);
            });

    assertThat(outcome.failures()).isEmpty();
  }

  @Test
  void twoMigrationsAreUnderWayAtTheSameTimeInOppositeDirections() {
    var outcome =
        on("source", "destination")
            .with(VmPlans.on("source", "vm1"), VmPlans.on("destination", "vm2"))
            .run(
                test -> {
                  Migration first = there(test, "vm1").start();
                  Migration second =
                      test.migrations().migrate("vm2").from("destination").to("source").start();
                  assertThat(first.join().outcome()).isEqualTo(MigrationOutcome.COMPLETED);
                  assertThat(second.join().outcome()).isEqualTo(MigrationOutcome.COMPLETED);
                  assertThat(hypervisor.running("vm1")).containsExactly("destination");
                  assertThat(hypervisor.running("vm2")).containsExactly("source");
                });

    assertThat(outcome.failures()).isEmpty();
  }

  @Test
  void severalVmsLeaveInOneMigration() {
    var outcome =
        on("source", "destination")
            .with(VmPlans.on("source", "vm1"), VmPlans.on("source", "vm2"))
            .run(test -> assertThat(there(test).run().vms()).containsOnlyKeys("vm1", "vm2"));

    assertThat(outcome.failures()).isEmpty();
  }

  @Test
  void aMigrationThatNobodyJoinsIsJoinedAtTheEnd() {
    hypervisor.migrations("vm1", MigrationScript.COMPLETES.setup(Duration.ofMillis(100)));
    List<Migration> started = new CopyOnWriteArrayList<>();

    var outcome = run(test -> started.add(there(test).start()));

    assertThat(outcome.failures()).isEmpty();
    assertThat(started).allMatch(each -> each.join().outcome() == MigrationOutcome.COMPLETED);
  }

  @Test
  void aStepDuringAMigrationComesAtItsMoment() {
    List<Object> seen = new CopyOnWriteArrayList<>();
    var outcome =
        run(
            test ->
                there(test)
                    .during(status("device"), work -> seen.add("device"))
                    .during(pass(1), work -> seen.add("pass 1"))
                    .run());

    assertThat(outcome.failures()).isEmpty();
    assertThat(seen).containsExactly("pass 1", "device");
  }

  @Test
  void anEndlessMigrationIsLetGoByAParameter() {
    var outcome =
        run(
            test ->
                there(test)
                    .maxBandwidth("1 MiB")
                    .during(
                        status("active"), work -> work.migration().parameter("max-bandwidth", 0L))
                    .run());

    assertThat(outcome.failures()).isEmpty();
  }

  @Test
  void aGuestThatIsMigratedOfflineGoesOnThere() {
    var outcome =
        run(
            test -> {
              there(test)
                  .offline()
                  .checkWork(work -> assertThat(work.vm("vm1").state()).isEqualTo(VmState.RUNNING))
                  .run();
            });

    assertThat(outcome.failures()).isEmpty();
  }

  @Test
  void aGuestThatIsPausedStaysPaused() {
    var outcome =
        run(
            test -> {
              var vm = test.vms().vm("vm1");
              if (vm.isHere()) {
                vm.pause();
              }
              there(test)
                  .checkWork(
                      work -> {
                        assertThat(work.vm("vm1").state()).isEqualTo(VmState.PAUSED);
                      })
                  .run();
            });

    assertThat(outcome.failures()).isEmpty();
  }

  @Test
  void aGuestGoesThroughAFileAndTheFileIsRemoved() {
    Path file = logs.resolve("guest");
    var outcome = run(test -> there(test).throughFile(file).run());

    assertThat(outcome.failures()).isEmpty();
    assertThat(file).doesNotExist();
  }

  @Test
  void aDirectoryIsRefusedAsTheFileOfAGuestAndStays() throws IOException {
    Path taken = Files.createDirectory(logs.resolve("taken"));
    var outcome = run(test -> there(test).throughFile(taken).run());

    assertThat(outcome.failures().get("source"))
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessageContaining("throughFile [%s]", taken);
    assertThat(taken).isDirectory();
  }

  @Test
  void aCancelledMigrationLeavesTheGuestWhereItWasAndItCanLeaveLater() {
    var outcome =
        run(
            test -> {
              MigrationResult cancelled =
                  there(test)
                      .maxBandwidth("64 KiB")
                      .cancelWhen(now -> now.status().equals("active"))
                      .expect(MigrationOutcome.CANCELLED)
                      .run();
              assertThat(cancelled.outcome()).isEqualTo(MigrationOutcome.CANCELLED);
              assertThat(hypervisor.running("vm1")).containsExactly("source");
              there(test).run();
              assertThat(hypervisor.running("vm1")).containsExactly("destination");
            });

    assertThat(outcome.failures()).isEmpty();
  }

  @Test
  void aFailureThatIsExpectedLeavesTheGuestWhereItWas() {
    hypervisor.migrations(
        "vm1",
        MigrationScript.COMPLETES.at(status("active"), migration -> migration.destination().die()));
    var outcome =
        run(
            test -> {
              MigrationResult failed = there(test).expect(MigrationOutcome.FAILED).run();
              assertThat(failed.error().orElseThrow()).contains("Broken pipe", "exit code [137]");
              assertThat(hypervisor.running("vm1")).containsExactly("source");
            });

    assertThat(outcome.failures()).isEmpty();
  }

  @Test
  void aDifferentPlanIsAnErrorOnBothHosts() {
    var outcome =
        run(
            test -> {
              if (test.hosts().isSelf("source")) {
                there(test).run();
              } else {
                there(test).offline().run();
              }
            });

    assertThat(outcome.failures()).containsOnlyKeys("source", "destination");
    assertThat(outcome.on("source")).hasMessageContaining("plan");
    assertThat(outcome.failures().values()).noneMatch(PeerFailedException.class::isInstance);
  }
}
