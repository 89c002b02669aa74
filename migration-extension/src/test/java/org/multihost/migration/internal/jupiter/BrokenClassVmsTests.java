package org.multihost.migration.internal.jupiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestClassOrder;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.multihost.migration.Lifecycle;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MigrationFailedException;
import org.multihost.migration.MigrationMoment;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.PeerFailedException;
import org.multihost.migration.Rendezvous;
import org.multihost.migration.VirtualMachine;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.VmState;
import org.multihost.migration.memory.CallScript;
import org.multihost.migration.memory.DriverCall;
import org.multihost.migration.memory.MemoryHypervisor;
import org.multihost.migration.memory.MemoryMigration;
import org.multihost.migration.memory.MemoryProcess;
import org.multihost.migration.memory.MigrationScript;

/** What becomes of a class whose VM breaks, and of a VM whose migration fails. */
class BrokenClassVmsTests {

  private static final ConcurrentLinkedQueue<String> SEEN = new ConcurrentLinkedQueue<>();

  @TempDir Path reports;

  private HostsInMemory hosts() {
    SEEN.clear();
    return new HostsInMemory(reports.toString());
  }

  @MultihostMigration
  @MigrateVm(name = "vm1", lifecycle = Lifecycle.PER_CLASS)
  @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
  abstract static class TwoTests {
    @Test
    @Order(1)
    void first(VirtualMachine vm1, Migrations migrations) throws Exception {
      act(vm1, migrations);
    }

    abstract void act(VirtualMachine vm1, Migrations migrations) throws Exception;

    @Test
    @Order(2)
    void second(VirtualMachine vm1, Migrations migrations) {
      SEEN.add("second at " + vm1.host());
      if (vm1.isHere()) {
        assertThat(vm1.state()).isEqualTo(VmState.RUNNING);
      }
      migrations.migrate().run();
    }
  }

  /** It ends at once, though it waits for nobody but itself. */
  static class DyingTestCase extends TwoTests {
    @Override
    void act(VirtualMachine vm1, Migrations migrations) throws InterruptedException {
      migrations.migrate().run();
      if (vm1.isHere()) {
        vm1.unwrap(MemoryProcess.class).die();
      }
      new CountDownLatch(1).await();
    }
  }

  static class PanickingTestCase extends TwoTests {
    @Override
    void act(VirtualMachine vm1, Migrations migrations) {
      if (vm1.isHere()) {
        vm1.unwrap(MemoryProcess.class).panic("exit code of a panic");
      }
    }
  }

  private static void assertBroken(Map<String, HostsInMemory.Ends> hosts, String... message) {
    hosts.forEach(
        (host, ends) -> {
          assertThat(ends.tests(Status.FAILED)).as(host).containsExactly("first", "second");
          assertThat(ends.failures())
              .as(host)
              .hasSize(3)
              .allSatisfy(failure -> assertThat(failure).hasMessageContainingAll(message));
        });
    assertThat(SEEN).isEmpty();
  }

  @Test
  void aVmThatDiesFailsItsTestAndEveryLaterOne() throws Exception {
    try (HostsInMemory hosts = hosts()) {
      Map<String, HostsInMemory.Ends> ends = hosts.run(DyingTestCase.class);

      assertBroken(ends, "[vm1]", "exit code [137]");
      assertThat(ends.get("destination").of("first")).isInstanceOf(VirtualMachineException.class);
      assertThat(ends.get("source").of("first")).isInstanceOf(PeerFailedException.class);
      assertThat(ends.get("source").of("second")).isInstanceOf(PeerFailedException.class);
      assertThat(hosts.hypervisor().processes()).isEmpty();
    }
  }

  @Test
  void aGuestThatPanicsFailsItsTestAndEveryLaterOne() throws Exception {
    try (HostsInMemory hosts = hosts()) {
      assertBroken(hosts.run(PanickingTestCase.class), "exit code of a panic");
      assertThat(hosts.hypervisor().processes()).isEmpty();
    }
  }

  static class KilledTestCase extends TwoTests {
    @Override
    void act(VirtualMachine vm1, Migrations migrations) {
      if (vm1.isHere()) {
        vm1.unwrap(MemoryProcess.class).kill();
      }
    }
  }

  @Test
  void aVmThatATestKillsBreaksTheClass() throws Exception {
    try (HostsInMemory hosts = hosts()) {
      assertBroken(
          hosts.run(KilledTestCase.class),
          "[vm1]",
          "broken after test [first]",
          "source=[], destination=[]");
    }
  }

  static class LostTestCase extends TwoTests {
    @Override
    void act(VirtualMachine vm1, Migrations migrations) {
      migrations.migrate().capability("postcopy-ram", true).expect(MigrationOutcome.FAILED).run();
    }
  }

  @Test
  void aGuestThatATestLosesBreaksTheClassEvenIfTheTestExpectsIt() throws Exception {
    try (HostsInMemory hosts = hosts()) {
      MemoryHypervisor hypervisor = hosts.hypervisor();
      hypervisor.migrations(
          "vm1",
          MigrationScript.COMPLETES
              .at(MigrationMoment.status("active"), MemoryMigration::postcopy)
              .at(
                  MigrationMoment.status("postcopy-active"),
                  migration -> hypervisor.process("destination", "vm1").kill()));

      assertBroken(hosts.run(LostTestCase.class), "[vm1]", "source=[LOST], destination=[]");
      assertThat(hosts.hypervisor().processes()).isEmpty();
    }
  }

  static class FailingCheckTestCase extends TwoTests {
    @Override
    void act(VirtualMachine vm1, Migrations migrations) {
      migrations
          .migrate()
          .checkWork(
              work -> {
                throw new AssertionError("the check fails");
              })
          .run();
    }
  }

  private static void assertOnlyTheFirstFails(
      Map<String, HostsInMemory.Ends> hosts, String message) {
    hosts.forEach(
        (host, ends) -> {
          assertThat(ends.tests(Status.FAILED)).as(host).containsExactly("first");
          assertThat(ends.failures())
              .as(host)
              .singleElement()
              .satisfies(failure -> assertThat(failure).hasMessageContaining(message));
          assertThat(ends.tests(Status.SUCCESSFUL)).as(host).containsExactly("second");
        });
  }

  @Test
  void aVmStaysAtTheDestinationWhoseCheckFails() throws Exception {
    try (HostsInMemory hosts = hosts()) {
      assertOnlyTheFirstFails(hosts.run(FailingCheckTestCase.class), "the check fails");

      assertThat(SEEN).containsExactly("second at destination", "second at destination");
      assertThat(hosts.hypervisor().processes()).isEmpty();
    }
  }

  static class FailingMigrationTestCase extends TwoTests {
    @Override
    void act(VirtualMachine vm1, Migrations migrations) {
      migrations.migrate().offline().run();
    }
  }

  @Test
  void aVmWhoseMigrationFailsRunsOnAtTheSource() throws Exception {
    try (HostsInMemory hosts = hosts()) {
      hosts
          .hypervisor()
          .migrations(
              "vm1",
              MigrationScript.COMPLETES.at(
                  MigrationMoment.percent(50), migration -> migration.fail("the network is down")));

      Map<String, HostsInMemory.Ends> ends = hosts.run(FailingMigrationTestCase.class);

      assertOnlyTheFirstFails(ends, "[FAILED]");
      assertThat(ends.get("source").of("first")).isInstanceOf(MigrationFailedException.class);
      assertThat(SEEN).containsExactly("second at source", "second at source");
      assertThat(hosts.hypervisor().processes()).isEmpty();
    }
  }

  static class CutShortTestCase extends TwoTests {
    @Override
    void act(VirtualMachine vm1, Migrations migrations) {
      migrations
          .migrate()
          .during(
              MigrationMoment.percent(50),
              work -> {
                throw new AssertionError("a step fails");
              })
          .run();
    }
  }

  @Test
  void aMigrationThatAFailureCutsShortLeavesTheVmWhereItRuns() throws Exception {
    try (HostsInMemory hosts = hosts()) {
      hosts
          .hypervisor()
          .migrations(
              "vm1",
              MigrationScript.COMPLETES.at(MigrationMoment.percent(50), MemoryMigration::stall));

      assertOnlyTheFirstFails(hosts.run(CutShortTestCase.class), "a step fails");
      assertThat(SEEN).containsExactly("second at source", "second at source");
      assertThat(hosts.hypervisor().processes()).isEmpty();
    }
  }

  static class ArrivedTestCase extends TwoTests {
    @Override
    void act(VirtualMachine vm1, Migrations migrations) {
      migrations
          .migrate()
          .during(
              MigrationMoment.status("completed"),
              work -> {
                throw new AssertionError("the last step fails");
              })
          .run();
    }
  }

  /** No host has recorded the arrival when the step fails. */
  @Test
  void aGuestThatHasArrivedStaysThereThoughTheMigrationFailsAfterwards() throws Exception {
    try (HostsInMemory hosts = hosts()) {
      assertOnlyTheFirstFails(hosts.run(ArrivedTestCase.class), "the last step fails");
      assertThat(SEEN).containsExactly("second at destination", "second at destination");
      assertThat(hosts.hypervisor().processes()).isEmpty();
    }
  }

  @MultihostMigration
  @MigrateVm(name = "vm1", lifecycle = Lifecycle.PER_CLASS)
  static class FailingBeforeAllTestCase {
    @BeforeAll
    static void migrate(Migrations migrations) {
      migrations
          .migrate()
          .startWork(
              work -> {
                throw new AssertionError("no work");
              })
          .run();
    }

    @Test
    void first() {
      SEEN.add("first");
    }

    @AfterAll
    static void end() {
      SEEN.add("@AfterAll");
    }
  }

  @Test
  void aFailureInBeforeAllEndsTheClassOnAllHostsAndNothingIsLeft() throws Exception {
    try (HostsInMemory hosts = hosts()) {
      Map<String, HostsInMemory.Ends> ends = hosts.run(FailingBeforeAllTestCase.class);

      ends.forEach(
          (host, all) ->
              assertThat(all.failures())
                  .as(host)
                  .singleElement()
                  .satisfies(failure -> assertThat(failure).hasMessageContaining("no work")));
      assertThat(ends.get("source").failures()).first().isInstanceOf(AssertionError.class);
      assertThat(SEEN).containsExactly("@AfterAll", "@AfterAll");
      assertThat(hosts.hypervisor().processes()).isEmpty();
    }
  }

  @MultihostMigration
  @MigrateVm(name = "vm1", lifecycle = Lifecycle.PER_CLASS)
  static class InterruptedBeforeAllTestCase {
    @BeforeAll
    static void begin(VirtualMachine vm1) throws InterruptedException {
      if (vm1.isHere()) {
        throw new AssertionError("no disk");
      }
      new CountDownLatch(1).await();
    }

    @Test
    void first() {
      SEEN.add("first");
    }
  }

  @Test
  void aHostThatIsStillInBeforeAllIsInterrupted() throws Exception {
    try (HostsInMemory hosts = hosts()) {
      Map<String, HostsInMemory.Ends> ends = hosts.run(InterruptedBeforeAllTestCase.class);

      assertThat(ends.get("destination").failures())
          .singleElement()
          .isInstanceOf(PeerFailedException.class)
          .satisfies(failure -> assertThat(failure).hasMessageContaining("no disk"));
      assertThat(SEEN).isEmpty();
      assertThat(hosts.hypervisor().processes()).isEmpty();
    }
  }

  @MultihostMigration
  @MigrateVm(name = "vm1", lifecycle = Lifecycle.PER_CLASS)
  static class AbortedTestCase {
    @BeforeAll
    static void need(Migrations migrations, VirtualMachine vm1) {
      migrations.migrate().run();
      assumeTrue(!vm1.isHere(), "no KVM");
    }

    @Test
    void first() {
      SEEN.add("first");
    }
  }

  @Test
  void anAssumptionInBeforeAllAbortsTheClassOnAllHosts() throws Exception {
    try (HostsInMemory hosts = hosts()) {
      Map<String, HostsInMemory.Ends> ends = hosts.run(AbortedTestCase.class);

      ends.forEach(
          (host, all) -> {
            assertThat(all.failures()).as(host).isEmpty();
            assertThat(all.all())
                .filteredOn(end -> end.status() == Status.ABORTED)
                .as(host)
                .isNotEmpty()
                .allSatisfy(end -> assertThat(end.thrown()).hasMessageContaining("no KVM"));
          });
      assertThat(SEEN).isEmpty();
      assertThat(hosts.hypervisor().processes()).isEmpty();
    }
  }

  @MultihostMigration
  @MigrateVm(name = "vm1", lifecycle = Lifecycle.PER_CLASS)
  @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
  static class LateBeforeAllTestCase {
    @BeforeAll
    @Timeout(value = 300, unit = TimeUnit.MILLISECONDS)
    static void migrate(Rendezvous rendezvous, VirtualMachine vm1) throws InterruptedException {
      if (vm1.isHere()) {
        new CountDownLatch(1).await();
      }
      rendezvous.barrier("never", Duration.ofSeconds(60));
    }

    @Test
    void first() {
      SEEN.add("first");
    }
  }

  @Test
  void aTimeoutOfBeforeAllIsTheFirstCause() throws Exception {
    try (HostsInMemory hosts = hosts()) {
      hosts
          .run(LateBeforeAllTestCase.class)
          .forEach(
              (host, ends) ->
                  assertThat(ends.failures())
                      .as(host)
                      .first()
                      .satisfies(failure -> assertThat(failure).hasMessageContaining("timed out")));
      assertThat(SEEN).isEmpty();
      assertThat(hosts.hypervisor().processes()).isEmpty();
    }
  }

  @MultihostMigration
  @MigrateVm(name = "vm1", lifecycle = Lifecycle.PER_CLASS)
  @MigrateVm(name = "vm2", lifecycle = Lifecycle.PER_CLASS, home = "destination")
  static class UnstartedTestCase {
    @Test
    void first() {
      SEEN.add("first");
    }
  }

  @Test
  void aVmThatDoesNotStartFailsTheClassOnAllHostsAndNothingIsLeft() throws Exception {
    try (HostsInMemory hosts = hosts()) {
      hosts
          .hypervisor()
          .call(
              DriverCall.START,
              "destination",
              "vm2",
              CallScript.failing(() -> new VirtualMachineException("no memory")));

      hosts
          .run(UnstartedTestCase.class)
          .forEach(
              (host, ends) ->
                  assertThat(ends.failures())
                      .as(host)
                      .isNotEmpty()
                      .allSatisfy(
                          failure -> assertThat(failure).hasMessageContaining("no memory")));
      assertThat(SEEN).isEmpty();
      assertThat(hosts.hypervisor().processes()).isEmpty();
    }
  }

  @MultihostMigration
  @MigrateVm(name = "vm1", lifecycle = Lifecycle.PER_CLASS)
  @TestClassOrder(ClassOrderer.OrderAnnotation.class)
  static class NestedTestCase {
    @Nested
    @Order(1)
    class WithoutVm {
      @BeforeAll
      static void fail() {
        if (HostsInMemory.isHost("source")) {
          throw new AssertionError("nested, without the VM");
        }
      }

      @Test
      void never() {
        SEEN.add("never");
      }
    }

    @Nested
    @Order(2)
    class Beside {
      @Test
      void beside(Migrations migrations) {
        migrations.migrate().run();
      }
    }

    @Nested
    @Order(3)
    class WithVm {
      @BeforeAll
      static void fail(VirtualMachine vm1) {
        assertThat(vm1.isHere()).as("nested, with the VM").isFalse();
      }

      @Test
      void neverEither() {
        SEEN.add("never either");
      }
    }

    @Nested
    @Order(4)
    class AfterAFailureOfTheClass {
      @Test
      void last() {
        SEEN.add("last");
      }
    }
  }

  @Test
  void aFailureInANestedClassIsOneOfTheClassOnlyIfItsMethodTakesAVm() throws Exception {
    try (HostsInMemory hosts = hosts()) {
      hosts
          .run(NestedTestCase.class)
          .forEach(
              (host, ends) -> {
                assertThat(ends.tests(Status.SUCCESSFUL)).as(host).containsExactly("beside");
                assertThat(ends.of("last")).as(host).hasMessageContaining("nested, with the VM");
                assertThat(ends.of(NestedTestCase.class.getName())).as(host).isNotNull();
              });
      assertThat(SEEN).isEmpty();
      assertThat(hosts.hypervisor().processes()).isEmpty();
    }
  }

  @MultihostMigration
  @MigrateVm(name = "vm1", lifecycle = Lifecycle.PER_CLASS)
  static class DyingAtTheEndTestCase {
    @Test
    void first() {}

    @AfterAll
    static void end(VirtualMachine vm1) {
      if (vm1.isHere()) {
        vm1.unwrap(MemoryProcess.class).die();
      }
    }
  }

  @Test
  void aVmThatDiesAfterTheLastTestFailsTheClass() throws Exception {
    try (HostsInMemory hosts = hosts()) {
      hosts
          .run(DyingAtTheEndTestCase.class)
          .forEach(
              (host, ends) -> {
                assertThat(ends.tests(Status.SUCCESSFUL)).containsExactly("first");
                assertThat(ends.failures())
                    .as(host)
                    .singleElement()
                    .satisfies(
                        failure -> assertThat(failure).hasMessageContaining("exit code [137]"));
              });
    }
  }
}
