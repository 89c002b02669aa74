package org.multihost.migration.internal.jupiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.multihost.migration.Lifecycle;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.VirtualMachine;
import org.multihost.migration.VmState;

/** Two hosts for classes whose VM lives as long as they do, and what their tests have seen. */
abstract class ClassVmsFixture {

  static final ConcurrentLinkedQueue<String> SEEN = new ConcurrentLinkedQueue<>();

  @TempDir Path reports;

  HostsInMemory hosts() {
    SEEN.clear();
    return new HostsInMemory(reports.toString());
  }

  /** Runs a class, after which nothing is left. */
  Map<String, HostsInMemory.Ends> run(Class<?> type, String... settings) throws Exception {
    try (HostsInMemory hosts = hosts()) {
      for (int i = 0; i < settings.length; i += 2) {
        hosts.with(settings[i], settings[i + 1]);
      }
      Map<String, HostsInMemory.Ends> ends = hosts.run(type);
      assertThat(hosts.hypervisor().processes()).isEmpty();
      return ends;
    }
  }

  static void assertPassed(Map<String, HostsInMemory.Ends> hosts, String... tests) {
    hosts.forEach(
        (host, ends) -> {
          assertThat(ends.failures()).as(host).isEmpty();
          assertThat(ends.tests(Status.SUCCESSFUL)).as(host).containsExactly(tests);
        });
  }

  /** A test that does something to the VM, and one that begins with what is left of it. */
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
}
