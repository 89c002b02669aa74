package org.multihost.migration.internal.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.multihost.migration.MigrationMoment.status;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.multihost.migration.MigrationFailedException;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.MigrationResult;
import org.multihost.migration.VirtualMachine;
import org.multihost.migration.VmState;
import org.multihost.migration.memory.MemoryProcess;
import org.multihost.migration.memory.MigrationScript;
import org.multihost.migration.memory.MigrationScript.Ending;

/** The outcome of migrations whose two sides disagree, or whose guest is not where it should be. */
@Timeout(120)
class ScenarioOutcomeTests extends ScenarioFixture {

  private final Map<String, MigrationResult> results = new ConcurrentHashMap<>();

  private void endAs(Ending ending) {
    hypervisor.migrations("vm1", MigrationScript.COMPLETES.ending(ending));
  }

  @ParameterizedTest
  @EnumSource(value = Ending.class, names = "COMPLETES", mode = Mode.EXCLUDE)
  void noEndingButTheRightOneIsCompleted(Ending ending) {
    endAs(ending);

    var outcome =
        runOnThree(
            test ->
                there(test)
                    .setting("multihost.timeout.finish", "2 s")
                    .expect(MigrationOutcome.COMPLETED)
                    .run());

    assertThat(outcome.failures()).containsOnlyKeys("source", "destination", "bystander");
  }

  @ParameterizedTest
  @EnumSource(
      value = Ending.class,
      names = {"SOURCE_GOES_ON", "RETURN_PATH_LOST"})
  void aGuestThatRunsTwiceIsAnErrorWhateverIsExpected(Ending ending) {
    endAs(ending);

    var outcome = runOnThree(test -> there(test).expectAnyOf(MigrationOutcome.values()).run());

    assertThat(outcome.failures()).containsOnlyKeys("source", "destination", "bystander");
    assertThat(outcome.failures().values())
        .anySatisfy(
            failure ->
                assertThat(failure)
                    .isInstanceOf(MigrationFailedException.class)
                    .hasMessageContainingAll("the guest runs twice", "source [source] reports"));
  }

  @ParameterizedTest
  @EnumSource(
      value = Ending.class,
      names = {"DESTINATION_STANDS_STILL", "DISK_LOCKED", "DESTINATION_REFUSES"})
  void aGuestThatDoesNotGoOnThereGoesOnAtTheSource(Ending ending) {
    endAs(ending);

    var outcome =
        runOnThree(
            test -> {
              MigrationResult result = there(test).expect(MigrationOutcome.FAILED).run();
              assertThat(result.error()).isPresent();
              assertThat(hypervisor.running("vm1")).containsExactly("source");
            });

    assertThat(outcome.failures()).isEmpty();
  }

  @Test
  void theReasonOfAMigrationThatFailedIsWithTheFailureOfItsCheck() {
    endAs(Ending.DESTINATION_REFUSES);

    var outcome =
        run(
            test ->
                there(test)
                    .expectAnyOf(MigrationOutcome.COMPLETED, MigrationOutcome.FAILED)
                    .checkWork(work -> work.vm().session())
                    .run());

    assertThat(outcome.failures().get("destination").getSuppressed())
        .anySatisfy(
            reason ->
                assertThat(reason)
                    .isInstanceOf(MigrationFailedException.class)
                    .hasMessageMatching(
                        "Migration #1 \\[vm1: source -> destination\\] ended as \\[FAILED\\]: .+"));
  }

  private static boolean mustStayAsItIs(VirtualMachine vm) {
    return vm.unwrap(MemoryProcess.class).mustStayAsItIs();
  }

  @Test
  void aVmMustStayAsItIsFromTheBeginOfAMigrationToItsEnd() {
    endAs(Ending.DESTINATION_REFUSES);

    passes(
        test -> {
          there(test)
              .startWork(work -> assertThat(mustStayAsItIs(work.vm())).isTrue())
              .expect(MigrationOutcome.FAILED)
              .checkSource(work -> assertThat(mustStayAsItIs(work.vm())).isFalse())
              .run();
          if (test.vms().vm("vm1").isHere()) {
            assertThat(mustStayAsItIs(test.vms().vm("vm1"))).isFalse();
          }
        });
  }

  /** The VM of a class is there for the next test. */
  @Test
  void aVmMayChangeAfterAMigrationThatDidNotStart() {
    AtomicBoolean after = new AtomicBoolean(true);

    var outcome =
        run(
            test -> {
              try {
                there(test)
                    .startWork(
                        work -> {
                          throw new IllegalStateException("no work");
                        })
                    .run();
              } finally {
                if (test.vms().vm("vm1").isHere()) {
                  after.set(mustStayAsItIs(test.vms().vm("vm1")));
                }
              }
            });

    assertThat(outcome.failures()).isNotEmpty();
    assertThat(after).isFalse();
  }

  @Test
  void thePauseOfAnOfflineMigrationCountsFromThePauseOnTheSource() {
    hypervisor.migrations("vm1", MigrationScript.COMPLETES.setup(Duration.ofMillis(200)));

    var outcome = runOnThree(test -> results.put(test.hosts().self(), there(test).offline().run()));

    assertThat(outcome.failures()).isEmpty();
    assertThat(results.values())
        .allSatisfy(
            result ->
                assertThat(result.pause().orElseThrow())
                    .isGreaterThanOrEqualTo(Duration.ofMillis(200)));
  }

  @Test
  void aGuestThatTheTestPausedStaysPausedThroughAFile() {
    var outcome =
        runOnThree(
            test -> {
              var vm = test.vms().vm("vm1");
              if (vm.isHere()) {
                vm.pause();
              }
              MigrationResult result =
                  there(test).throughFile(logs.resolve("guest").toAbsolutePath()).run();
              assertThat(result.pause()).isEmpty();
              assertThat(hypervisor.running("vm1")).isEmpty();
              if (vm.isHere()) {
                assertThat(vm.state()).isEqualTo(VmState.PAUSED);
              }
            });

    assertThat(outcome.failures()).isEmpty();
  }

  @Test
  void aGuestThatTheTestPausedStaysPausedWhenItCannotLeave() {
    endAs(Ending.DESTINATION_REFUSES);
    var outcome =
        runOnThree(
            test -> {
              var vm = test.vms().vm("vm1");
              if (vm.isHere()) {
                vm.pause();
              }
              there(test).expect(MigrationOutcome.FAILED).run();
              if (vm.isHere()) {
                assertThat(vm.state()).isEqualTo(VmState.PAUSED);
              }
            });

    assertThat(outcome.failures()).isEmpty();
  }

  @Test
  void aGuestWhoseSourceIsKilledIsLost() {
    hypervisor.migrations(
        "vm1",
        MigrationScript.COMPLETES.at(status("device"), migration -> migration.source().kill()));
    var outcome =
        runOnThree(
            test -> {
              MigrationResult result = there(test).expect(MigrationOutcome.FAILED).run();
              assertThat(result.error().orElseThrow()).contains("the guest is lost");
              var vm = test.vms().vm("vm1");
              if (vm.isHere()) {
                assertThat(vm.state()).isEqualTo(VmState.GONE);
                assertThatThrownBy(vm::session).hasMessageContaining("is lost since migration #1");
              }
            });

    assertThat(outcome.failures()).isEmpty();
  }

  @Test
  void workIsAllowedInAGuestThatAnEarlierMigrationWoke() {
    var outcome =
        on("source", "destination")
            .with(VmPlans.asleepOn("source", "vm1"))
            .run(
                test -> {
                  there(test).delay(Duration.ofMillis(10)).run();
                  test.migrations()
                      .migrate()
                      .from("destination")
                      .to("source")
                      .startWork(work -> work.vm("vm1").session().run("true"))
                      .run();
                });

    assertThat(outcome.failures()).isEmpty();
  }

  @Test
  void onlyAStateThatAGuestCanBeLeftInIsExpected() {
    var outcome =
        runOnThree(
            test ->
                assertThatThrownBy(() -> there(test).expectState(VmState.GONE))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("expectState [GONE]"));
    assertThat(outcome.failures()).isEmpty();
  }
}
