package org.multihost.migration.internal.jupiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.multihost.migration.Lifecycle;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MigrationMoment;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.PeerFailedException;
import org.multihost.migration.VirtualMachine;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.memory.MemoryHypervisor;
import org.multihost.migration.memory.MemoryMigration;
import org.multihost.migration.memory.MemoryProcess;
import org.multihost.migration.memory.MigrationScript;

/** What becomes of a class whose VM breaks. */
class BrokenClassVmsTests extends ClassVmsFixture {

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
