package org.multihost.migration.internal.jupiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.Map;
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
import org.junit.platform.engine.TestExecutionResult.Status;
import org.multihost.migration.Lifecycle;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.PeerFailedException;
import org.multihost.migration.Rendezvous;
import org.multihost.migration.VirtualMachine;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.memory.CallScript;
import org.multihost.migration.memory.DriverCall;

/** What becomes of a class with a VM of its own that fails before its first test. */
class BeforeAllOfClassVmsTests extends ClassVmsFixture {

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
}
