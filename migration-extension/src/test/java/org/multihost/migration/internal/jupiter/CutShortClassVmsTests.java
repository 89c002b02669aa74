package org.multihost.migration.internal.jupiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.multihost.migration.MigrationMoment;
import org.multihost.migration.Migrations;
import org.multihost.migration.VirtualMachine;
import org.multihost.migration.memory.MemoryMigration;
import org.multihost.migration.memory.MigrationScript;

/** The place of a VM of the class after a test whose migration failed or was cut short. */
class CutShortClassVmsTests extends ClassVmsFixture {

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
      assertThat(ends.get("source").of("first")).hasMessageContaining("the network is down");
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
}
