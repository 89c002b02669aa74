package org.multihost.migration.internal.jupiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.multihost.migration.Lifecycle;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MigrationResult;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.Rendezvous;
import org.multihost.migration.VirtualMachine;
import org.multihost.migration.VmState;
import org.multihost.migration.memory.MemoryProcess;

/** VMs that live as long as their class, on two hosts. */
class ClassVmsTests extends ClassVmsFixture {

  private static void see(String what, VirtualMachine vm) {
    String host = HostsInMemory.isHost("source") ? "source" : "destination";
    SEEN.add(host + ": " + what + " at " + vm.host());
  }

  /** What a host has seen. */
  private static List<String> seenBy(String host) {
    return SEEN.stream()
        .filter(line -> line.startsWith(host + ": "))
        .map(line -> line.substring(host.length() + 2))
        .toList();
  }

  @MultihostMigration
  @MigrateVm(name = "vm1", lifecycle = Lifecycle.PER_CLASS)
  @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
  static class MigratedTestCase {

    @BeforeAll
    static void migrate(Migrations migrations, VirtualMachine vm1) {
      see("@BeforeAll", vm1);
      migrations
          .migrate()
          .startWork(work -> work.session().run("echo kept > /mark"))
          .checkWork(work -> assertThat(work.session().run("cat /mark").output()).contains("kept"))
          .run();
    }

    @Test
    @Order(1)
    void first(VirtualMachine vm1, Migrations migrations) {
      see("first", vm1);
      MigrationResult result = migrations.migrate().run();
      assertThat(result.number()).isEqualTo(1);
    }

    @Test
    @Order(2)
    void second(VirtualMachine vm1, Migrations migrations, Rendezvous rendezvous) {
      see("second", vm1);
      rendezvous.barrier("both are in the second test");
      migrations.migrate().run();
      if (vm1.isHere()) {
        assertThat(vm1.session().run("cat /mark").output()).contains("kept");
      }
    }

    @AfterAll
    static void end(VirtualMachine vm1, Rendezvous rendezvous, Migrations migrations) {
      rendezvous.barrier("both are at the end");
      see("@AfterAll", vm1);
      assertThat(migrations.migrate().run().number()).isEqualTo(2);
      see("the end", vm1);
    }
  }

  @Test
  void aVmOfTheClassIsMigratedBeforeInAndAfterItsTests() throws Exception {
    assertPassed(run(MigratedTestCase.class), "first", "second");

    assertThat(seenBy("source"))
        .isEqualTo(seenBy("destination"))
        .containsExactly(
            "@BeforeAll at source",
            "first at destination",
            "second at source",
            "@AfterAll at destination",
            "the end at source");
  }

  @MultihostMigration
  @MigrateVm(name = "vm1")
  static class BySettingTestCase {
    @BeforeAll
    static void pause(VirtualMachine vm1) {
      if (vm1.isHere()) {
        vm1.pause();
      }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void isPaused(int invocation, VirtualMachine vm1) {
      if (vm1.isHere()) {
        assertThat(vm1.state()).isEqualTo(VmState.PAUSED);
        SEEN.add("process " + vm1.unwrap(MemoryProcess.class).hashCode());
      }
    }
  }

  @Test
  void aSettingMakesAVmOneOfTheClassAndAPausedOneStaysSo() throws Exception {
    assertPassed(
        run(BySettingTestCase.class, "multihost.vm.vm1.lifecycle", "per-class"),
        "isPaused",
        "isPaused");

    assertThat(SEEN).hasSize(2);
    assertThat(SEEN.stream().distinct()).hasSize(1);
  }

  @MultihostMigration
  @MigrateVm(name = "own")
  @MigrateVm(name = "lasting", lifecycle = Lifecycle.PER_CLASS)
  @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
  static class MixedTestCase {
    @BeforeEach
    void seeBoth(VirtualMachine own, VirtualMachine lasting) {
      see("own", own);
      see("lasting", lasting);
    }

    @Test
    @Order(1)
    void first(Migrations migrations) {
      assertThat(migrations.migrate().run().vms()).containsOnlyKeys("lasting", "own");
    }

    @Test
    @Order(2)
    void second(Migrations migrations) {
      migrations.migrate("own").run();
      migrations.migrate("lasting").run();
    }

    @AfterAll
    static void seeTheOnlyOneLeft(VirtualMachine vm) {
      see(vm.name(), vm);
    }
  }

  @Test
  void vmsOfBothKindsAreMigratedTogether() throws Exception {
    assertPassed(run(MixedTestCase.class), "first", "second");

    assertThat(seenBy("destination"))
        .containsExactly(
            "own at source",
            "lasting at source",
            "own at source",
            "lasting at destination",
            "lasting at source");
  }

  @MultihostMigration
  @MigrateVm(name = "vm1", lifecycle = Lifecycle.PER_CLASS)
  static class OuterTestCase {
    @Nested
    class AfterMigration {
      @BeforeAll
      static void migrate(Migrations migrations) {
        migrations.migrate().run();
      }

      @Test
      void isThere(VirtualMachine vm1) {
        see("nested", vm1);
      }

      @Nested
      class Inner {
        @Test
        void isStillThere(VirtualMachine vm1, Migrations migrations) {
          migrations.migrate().run();
          see("inner", vm1);
        }
      }
    }
  }

  @Test
  void aVmOfTheClassServesNestedClasses() throws Exception {
    assertPassed(run(OuterTestCase.class), "isThere", "isStillThere");

    assertThat(seenBy("source")).containsExactly("nested at destination", "inner at source");
  }

  @MultihostMigration
  @ParameterizedClass
  @ValueSource(ints = {1, 2})
  @MigrateVm(name = "vm1", lifecycle = Lifecycle.PER_CLASS)
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  static class ParameterizedClassTestCase {
    @Parameter int number;

    @BeforeAll
    void begin(VirtualMachine vm1) {
      see("@BeforeAll", vm1);
    }

    @Test
    void migrates(VirtualMachine vm1, Migrations migrations) {
      migrations.migrate().run();
      see("test " + number, vm1);
    }
  }

  @Test
  void allInvocationsOfAParameterizedClassHaveTheSame() throws Exception {
    assertPassed(run(ParameterizedClassTestCase.class), "migrates", "migrates");

    assertThat(seenBy("source"))
        .containsExactly("@BeforeAll at source", "test 1 at destination", "test 2 at source");
  }

  @MultihostMigration
  @MigrateVm(name = "vm1", lifecycle = Lifecycle.PER_CLASS)
  static class LastsTestCase {
    @Test
    void migrates(Migrations migrations) {
      migrations.migrate().run();
    }

    @AfterEach
    void see(VirtualMachine vm1) {
      ClassVmsTests.see("@AfterEach", vm1);
    }
  }

  @Test
  void aClassThatRunsAgainHasANewVm() throws Exception {
    try (HostsInMemory hosts = new HostsInMemory(reports.toString())) {
      SEEN.clear();
      assertPassed(hosts.run(LastsTestCase.class, LastsTestCase.class), "migrates", "migrates");
      assertThat(hosts.hypervisor().processes()).isEmpty();
    }
    assertThat(seenBy("source"))
        .containsExactly("@AfterEach at destination", "@AfterEach at destination");
  }
}
