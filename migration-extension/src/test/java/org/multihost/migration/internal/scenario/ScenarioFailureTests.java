package org.multihost.migration.internal.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.multihost.migration.MigrationMoment.status;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.multihost.migration.HostLostException;
import org.multihost.migration.MigrationBuilder;
import org.multihost.migration.MigrationFailedException;
import org.multihost.migration.MigrationHooks;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.MigrationWork;
import org.multihost.migration.MultihostException;
import org.multihost.migration.PeerFailedException;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.WrongBarrierException;
import org.multihost.migration.memory.CallScript;
import org.multihost.migration.memory.DriverCall;
import org.multihost.migration.memory.GuestScript;
import org.multihost.migration.memory.MemoryMigration;
import org.multihost.migration.memory.MigrationScript;
import org.opentest4j.TestAbortedException;

/** What every host says of a test in which a migration does not go as it is meant to. */
@Timeout(120)
class ScenarioFailureTests extends ScenarioFixture {

  private final List<String> cleanedUp = new CopyOnWriteArrayList<>();

  /** One host has failed with that, and all others with it as their cause. */
  private static void assertFirstCause(ScenarioRun.Outcome outcome, String host, Class<?> type) {
    assertThat(outcome.failures()).containsOnlyKeys("source", "destination", "bystander");
    outcome
        .failures()
        .forEach(
            (each, failure) -> {
              if (each.equals(host)) {
                assertThat(failure).isInstanceOf(type);
              } else {
                assertThat(failure)
                    .isInstanceOf(PeerFailedException.class)
                    .hasMessageContaining("[" + host + "]");
              }
            });
  }

  /** A place in a migration where a test's own code fails. */
  enum Place {
    PREPARE_DISKS("source"),
    START_WORK("source"),
    BEFORE_ON_SOURCE("source"),
    BEFORE_ON_DESTINATION("destination"),
    MIGRATE_ON_SOURCE("source"),
    MIGRATE_ON_DESTINATION("destination"),
    DURING("source"),
    AFTER_ON_SOURCE("source"),
    AFTER_ON_DESTINATION("destination"),
    CHECK_ON_SOURCE("source"),
    CHECK_ON_DESTINATION("destination"),
    CHECK_SOURCE("source"),
    CHECK_WORK("destination"),
    CLEAN_UP_ON_SOURCE("source"),
    CLEAN_UP_ON_DESTINATION("destination");

    private final String host;

    Place(String host) {
      this.host = host;
    }
  }

  /** A test's code that fails in one place with what a supplier gives. */
  private final class Failing implements MigrationHooks {

    private final String self;
    private final Place place;
    private final Throwable failure;

    Failing(String self, Place place, Throwable failure) {
      this.self = self;
      this.place = place;
      this.failure = failure;
    }

    public void at(Place here) throws Throwable {
      if (here == place && self.equals(here.host)) {
        throw failure;
      }
    }

    @Override
    public void prepareDisks(MigrationWork work) throws Throwable {
      at(Place.PREPARE_DISKS);
    }

    @Override
    public void beforeMigration(MigrationWork work) throws Throwable {
      at(Place.BEFORE_ON_SOURCE);
      at(Place.BEFORE_ON_DESTINATION);
    }

    @Override
    public void migrateOnSource(MigrationWork work) throws Throwable {
      at(Place.MIGRATE_ON_SOURCE);
    }

    @Override
    public void migrateOnDestination(MigrationWork work) throws Throwable {
      at(Place.MIGRATE_ON_DESTINATION);
    }

    @Override
    public void afterMigration(MigrationWork work) throws Throwable {
      at(Place.AFTER_ON_SOURCE);
      at(Place.AFTER_ON_DESTINATION);
    }

    @Override
    public void checkOnSource(MigrationWork work) throws Throwable {
      at(Place.CHECK_ON_SOURCE);
    }

    @Override
    public void checkOnDestination(MigrationWork work) throws Throwable {
      at(Place.CHECK_ON_DESTINATION);
    }

    @Override
    public void cleanUp(MigrationWork work) throws Throwable {
      cleanedUp.add(self);
      at(Place.CLEAN_UP_ON_SOURCE);
      at(Place.CLEAN_UP_ON_DESTINATION);
    }

    public MigrationBuilder in(TestRun test) {
      return there(test)
          .hooks(this)
          .startWork(work -> at(Place.START_WORK))
          .during(status("active"), work -> at(Place.DURING))
          .checkWork(work -> at(Place.CHECK_WORK))
          .checkSource(work -> at(Place.CHECK_SOURCE));
    }
  }

  @ParameterizedTest
  @EnumSource(Place.class)
  void aFailureOfATestsOwnCodeFailsEveryHostAndEachCleansUp(Place place) {
    var outcome =
        runOnThree(
            test ->
                new Failing(test.hosts().self(), place, new AssertionError("wrong"))
                    .in(test)
                    .run());

    assertFirstCause(outcome, place.host, AssertionError.class);
    assertThat(outcome.on(place.host)).hasMessage("wrong");
    assertThat(cleanedUp).containsExactlyInAnyOrder("source", "destination", "bystander");
  }

  @Test
  void aFailureThatTheTestCatchesCountsAndSaysSo() {
    var outcome =
        runOnThree(
            test -> {
              Failing failing =
                  new Failing(
                      test.hosts().self(), Place.CHECK_WORK, new AssertionError("unexpected"));
              assertThatThrownBy(() -> failing.in(test).run()).isNotNull();
            });

    assertFirstCause(outcome, "destination", AssertionError.class);
    assertThat(outcome.failures().values())
        .allSatisfy(
            failure ->
                assertThat(failure.getSuppressed())
                    .extracting(Throwable::getMessage)
                    .filteredOn(text -> text.contains("has caught this failure, which counts"))
                    .singleElement()
                    .asString()
                    .contains("expect(…)"));
  }

  @Test
  void aFailureInTheBackgroundThatNobodyCatchesIsNotSaidToBeCaught() {
    var outcome =
        runOnThree(
            test ->
                new Failing(test.hosts().self(), Place.CHECK_WORK, new AssertionError("unexpected"))
                    .in(test)
                    .start());

    assertFirstCause(outcome, "destination", AssertionError.class);
    assertThat(outcome.on("destination").getSuppressed())
        .noneMatch(each -> String.valueOf(each.getMessage()).contains("has caught this failure"));
  }

  @ParameterizedTest
  @EnumSource(
      value = Place.class,
      names = {"START_WORK", "CHECK_WORK", "CHECK_SOURCE", "MIGRATE_ON_DESTINATION"})
  void anAbortInOnePlaceAbortsEveryHostWithoutADiagnosis(Place place) {
    var outcome =
        runOnThree(
            test ->
                new Failing(test.hosts().self(), place, new TestAbortedException("not here"))
                    .in(test)
                    .run());

    assertThat(outcome.failures()).containsOnlyKeys("source", "destination", "bystander");
    assertThat(outcome.failures().values())
        .allSatisfy(failure -> assertThat(failure).isInstanceOf(TestAbortedException.class));
    assertThat(logs).as("nobody waits for diagnoses, of which there are none").isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"setup", "active", "device"})
  void aSourceThatDiesFailsEveryHost(String word) {
    at(word, migration -> migration.source().die());

    var outcome = runOnThree(test -> there(test).run());

    assertFirstCause(outcome, "source", VirtualMachineException.class);
    assertThat(outcome.on("source")).hasMessageContainingAll("[vm1]", "exit code [137]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"active", "device"})
  void aDestinationThatDiesFailsEveryHost(String word) {
    at(word, migration -> migration.destination().die());

    var outcome = runOnThree(test -> there(test).run());

    assertThat(outcome.failures()).containsOnlyKeys("source", "destination", "bystander");
    assertThat(outcome.failures().values())
        .anySatisfy(
            failure ->
                assertThat(failure)
                    .isInstanceOf(MigrationFailedException.class)
                    .hasMessageContainingAll(
                        "ended as [FAILED], expected [COMPLETED]", "exit code [137]"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"active", "device"})
  void aFrozenSourceFailsEveryHost(String word) {
    at(word, migration -> migration.source().freeze());

    var outcome = runOnThree(test -> there(test).run());

    assertFirstCause(outcome, "source", VirtualMachineException.class);
    assertThat(outcome.on("source")).hasMessageContainingAll("[vm1]", "stopped by a signal");
  }

  @Test
  void aFrozenDestinationFailsEveryHost() {
    at("active", migration -> migration.destination().freeze());

    var outcome = runOnThree(test -> there(test).run());

    assertFirstCause(outcome, "destination", VirtualMachineException.class);
  }

  private void at(String word, Consumer<MemoryMigration> happens) {
    hypervisor.migrations("vm1", MigrationScript.COMPLETES.at(status(word), happens));
  }

  @Test
  void anotherOutcomeThanTheExpectedOneFailsEveryHost() {
    var outcome = runOnThree(test -> there(test).expect(MigrationOutcome.FAILED).run());

    assertThat(outcome.failures()).containsOnlyKeys("source", "destination", "bystander");
    assertThat(outcome.failures().values())
        .anySatisfy(
            failure ->
                assertThat(failure)
                    .isInstanceOf(MigrationFailedException.class)
                    .hasMessageContaining("ended as [COMPLETED], expected [FAILED]"));
  }

  @Test
  void aGuestThatPanicsWhileNobodyWaitsForItFailsEveryHost() {
    var outcome =
        runOnThree(
            test -> {
              var vm = test.vms().vm("vm1");
              if (vm.isHere()) {
                hypervisor.process("source", "vm1").panic("no init found");
              }
              test.rendezvous().barrier("after the panic");
            });

    assertFirstCause(outcome, "source", VirtualMachineException.class);
    assertThat(outcome.on("source")).hasMessageContaining("no init found");
  }

  @Test
  void aHostDoesNotLeaveTheTestBeforeTheOthersKnowItsFailure() {
    var outcome =
        on("source", "destination", "bystander")
            .reportingLate("source")
            .run(
                test -> {
                  var vm = test.vms().vm("vm1");
                  if (vm.isHere()) {
                    hypervisor.process("source", "vm1").panic("no init found");
                  }
                  test.rendezvous().barrier("after the panic");
                });

    assertFirstCause(outcome, "source", VirtualMachineException.class);
  }

  @Test
  void aVmThatDiesWhileItsHostWaitsForTheOthersToEndFailsEveryHost() {
    int whenBodyHasEnded = 1;
    int whenTestHasEnded = 1;
    var outcome =
        runOnThree(
            test -> {
              if (test.vms().vm("vm1").isHere()) {
                hypervisor
                    .process("source", "vm1")
                    .dieUnnoticedAfter(whenBodyHasEnded + whenTestHasEnded);
              }
            });

    assertFirstCause(outcome, "source", VirtualMachineException.class);
    assertThat(outcome.on("source")).hasMessageContaining("exit code [137]");
  }

  @Test
  void aMigrationThatStandsStillEndsAtItsTimeout() {
    at("active", MemoryMigration::stall);

    var outcome = runOnThree(test -> there(test).timeout(Duration.ofMillis(300)).run());

    assertFirstCause(outcome, "source", MigrationFailedException.class);
    assertThat(outcome.on("source"))
        .hasMessageContainingAll(
            "[vm1]", "from [source] to [destination]", "within 300 ms", "active");
  }

  @Test
  void aGuestThatBootsTooSlowlyFailsEveryHost() {
    hypervisor.guest("vm1", GuestScript.IDLE.booting(Duration.ofMinutes(5)));

    var outcome =
        on("source", "destination", "bystander")
            .with("multihost.timeout.login", "200 ms")
            .run(test -> there(test).run());

    assertFirstCause(outcome, "source", org.multihost.migration.GuestException.class);
    assertThat(outcome.on("source")).hasMessageContaining("within 200 ms");
  }

  @ParameterizedTest
  @EnumSource(
      value = DriverCall.class,
      names = {"START", "START_INCOMING", "LISTEN", "CLOSE"})
  void aFailureOfTheDriverFailsEveryHost(DriverCall call) {
    String host = call == DriverCall.START ? "source" : "destination";
    hypervisor.call(
        call,
        host,
        "vm1",
        CallScript.failing(() -> new VirtualMachineException("the driver's own words")));

    var outcome = runOnThree(test -> there(test).run());

    assertThat(outcome.on(host))
        .isInstanceOf(VirtualMachineException.class)
        .hasMessage("the driver's own words");
    if (call != DriverCall.CLOSE) {
      assertFirstCause(outcome, host, VirtualMachineException.class);
    }
  }

  @Test
  void twoHostsThatFailAtOnceEachSayTheirOwn() {
    var outcome =
        runOnThree(
            test -> {
              there(test)
                  .checkWork(work -> failTogether(test, "work"))
                  .checkSource(work -> failTogether(test, "source"))
                  .run();
            });

    assertThat(outcome.failures()).containsOnlyKeys("source", "destination", "bystander");
    assertThat(outcome.failures().values())
        .anySatisfy(failure -> assertThat(failure).isInstanceOf(AssertionError.class));
    assertThat(outcome.on("bystander")).isInstanceOf(PeerFailedException.class);
  }

  private static void failTogether(TestRun test, String what) {
    throw new AssertionError("wrong " + what + " on " + test.hosts().self());
  }

  @Test
  void aFailureInOneOfTwoMigrationsAtTheSameTimeEndsTheOther() {
    hypervisor.migrations(
        "vm1", MigrationScript.COMPLETES.at(status("active"), MemoryMigration::stall));
    var outcome =
        on("source", "destination")
            .with(VmPlans.on("source", "vm1"), VmPlans.on("source", "vm2"))
            .run(
                test -> {
                  var stalled =
                      test.migrations().migrate("vm1").from("source").to("destination").start();
                  test.migrations()
                      .migrate("vm2")
                      .from("source")
                      .to("destination")
                      .checkWork(
                          work -> {
                            throw new AssertionError("wrong");
                          })
                      .start()
                      .join();
                  stalled.join();
                });

    assertThat(outcome.on("destination")).isInstanceOf(AssertionError.class).hasMessage("wrong");
    assertThat(outcome.on("source")).isInstanceOf(PeerFailedException.class);
  }

  @Test
  void comparesTheBystandersPlanOfEachMigration() {
    ScenarioRun.Outcome outcome =
        runOnThree(
            test -> {
              there(test).run();
              boolean other = test.hosts().isSelf("bystander");
              test.migrations()
                  .migrate()
                  .from("destination")
                  .to("source")
                  .timeout(Duration.ofMinutes(other ? 7 : 8))
                  .run();
            });

    assertThat(outcome.failures()).containsOnlyKeys("source", "destination", "bystander");
    assertThat(outcome.failures().values())
        .allSatisfy(
            failure ->
                assertThat(failure)
                    .isInstanceOf(WrongBarrierException.class)
                    .hasMessageContainingAll("FINISHED of migration #2", "7 min", "8 min"));
  }

  @Test
  void anInterruptAtTheMeetingAfterTheTestIsAFailureOfAllHosts() {
    var outcome =
        on("source", "destination", "bystander")
            .interruptedAtItsEnd("bystander")
            .run(
                test -> {
                  if (!test.environment().hosts().isSelf("bystander")) {
                    new CountDownLatch(1).await(); // until another host fails
                  }
                });

    assertFirstCause(outcome, "bystander", MultihostException.class);
  }

  @Test
  void aFailureThatOnlyLooksLikeTheLossOfAHostIsAFailureOfAllHosts() {
    var outcome =
        runOnThree(
            test -> {
              if (test.environment().hosts().isSelf("bystander")) {
                throw new HostLostException("the test's own probe found a host dead");
              }
            });

    assertFirstCause(outcome, "bystander", HostLostException.class);
  }
}
