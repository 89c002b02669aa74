package org.multihost.migration.qemu.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.VirtualMachine;
import org.multihost.migration.qemu.NeedsQemu;

/** What a user gets wrong about a machine, and what is said to it, with the real driver. */
@NeedsQemu
class WrongMachineTests {

  @MultihostMigration(hosts = "only")
  @MigrateVm(name = "vm1", image = "/no/such/image.qcow2")
  static final class MissingImageTestCase {
    @Test
    void neverRuns() {}
  }

  @MultihostMigration(hosts = "only")
  @MigrateVm(name = "vm1", memory = "128 MiB")
  static final class MisspeltMachineTestCase {
    @Test
    void picks(@MigrateVm(name = "vm2") VirtualMachine vm) {}
  }

  @MultihostMigration(hosts = "only")
  @MigrateVm(name = "vm1", memory = "128 MiB")
  static final class MisspeltMigrationTestCase {
    @Test
    void migrates(Migrations migrations) {
      migrations.migrate("vm2").run();
    }
  }

  @MultihostMigration(hosts = "only")
  @MigrateVm(name = "vm1", memory = "128 MiB")
  static final class MissingQemuTestCase {
    @Test
    void neverRuns() {}
  }

  /** Less than the five minutes for which a host waits for the others. */
  private static final Duration SOON = Duration.ofMinutes(2);

  @TempDir Path reports;

  private String failure(Class<?> testClass, Map<String, String> more) throws IOException {
    SummaryGeneratingListener summary = new SummaryGeneratingListener();
    long start = System.nanoTime();
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        LauncherSession session = LauncherFactory.openSession()) {
      int port = free.getLocalPort();
      free.close();
      session
          .getLauncher()
          .execute(
              LauncherDiscoveryRequestBuilder.request()
                  .selectors(selectClass(testClass))
                  .configurationParameter("multihost.host", "only")
                  .configurationParameter("multihost.hosts", "only=127.0.0.1:" + port)
                  .configurationParameter("multihost.report.dir", reports.toString())
                  .configurationParameters(more)
                  .build(),
              summary);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
    assertThat(summary.getSummary().getFailures()).hasSize(1);
    return summary.getSummary().getFailures().get(0).getException().toString();
  }

  @Test
  void saysWhichImageIsMissing() throws IOException {
    assertThat(failure(MissingImageTestCase.class, Map.of()))
        .contains("[vm1]", "[/no/such/image.qcow2]");
  }

  @Test
  void saysWhichMachinesThereAreWhenAParameterPicksAnother() throws IOException {
    assertThat(failure(MisspeltMachineTestCase.class, Map.of())).contains("[vm2]", "[vm1]");
  }

  @Test
  void saysWhichMachinesThereAreWhenAMigrationNamesAnother() throws IOException {
    assertThat(failure(MisspeltMigrationTestCase.class, Map.of())).contains("[vm2]", "[vm1]");
  }

  @Test
  void saysWhichQemuIsMissing() throws IOException {
    assertThat(
            failure(
                MissingQemuTestCase.class,
                Map.of("multihost.qemu.binary", "/no/such/qemu-system-x86_64")))
        .contains("[multihost.qemu.binary]", "[/no/such/qemu-system-x86_64]");
  }

  @Test
  void saysThatReportsCannotBeWritten() throws IOException {
    Path file = Files.createFile(reports.resolve("file"));
    assertThat(
            failure(
                MissingQemuTestCase.class,
                Map.of("multihost.report.dir", file.resolve("reports").toString())))
        .contains("[multihost.report.dir]", "[" + file.resolve("reports") + "]", "can write to");
  }

  @Test
  void saysWhichAcceleratorsThereAre() throws IOException {
    assertThat(failure(MissingQemuTestCase.class, Map.of("multihost.qemu.accelerator", "hvf")))
        .contains("[multihost.qemu.accelerator]", "[hvf]");
  }
}
