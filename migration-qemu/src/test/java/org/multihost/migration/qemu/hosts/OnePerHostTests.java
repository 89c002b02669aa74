package org.multihost.migration.qemu.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.multihost.migration.qemu.NeedsQemu;

/** Two JVMs, each of them one host, as a person starts them in two terminals. */
@NeedsQemu
@Timeout(600)
class OnePerHostTests {

  private static final long PATIENCE = 240;

  /** Less than the ten seconds after which a silent host is lost; an idle machine takes one. */
  private static final Duration AT_ONCE = Duration.ofSeconds(8);

  @TempDir Path reports;

  private final String hosts = "source=127.0.0.1:" + freePort() + ",destination=127.0.0.2";

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private HostProcess start(String host, Class<?> testClass, String... properties)
      throws IOException {
    return HostLaunch.of(host, hosts, reports)
        .with("-Dmultihost.report.dir=" + reports.resolve(host))
        .with(properties)
        .start(testClass);
  }

  /** The QEMU processes of this test's run: the run's id names the log directory. */
  private Stream<ProcessHandle> qemus() throws IOException {
    try (Stream<Path> runs = Files.list(reports.resolve("source"))) {
      String runId = runs.findFirst().orElseThrow().getFileName().toString();
      return ProcessHandle.allProcesses()
          .filter(p -> commandLine(p).contains("qemu-system"))
          .filter(p -> commandLine(p).contains(runId));
    }
  }

  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", String.valueOf(process.pid()), "cmdline"));
    } catch (IOException gone) {
      return "";
    }
  }

  @Test
  void theyMeetAndMigrateWhicheverStartsFirst() throws Exception {
    try (HostProcess destination = start("destination", TwoHostsTestCase.class)) {
      destination.awaitLine("waits for", PATIENCE);
      try (HostProcess source = start("source", TwoHostsTestCase.class)) {
        assertThat(source.output(PATIENCE)).contains("COMPLETED in", "tests: 1 successful");
        assertThat(destination.output(PATIENCE)).contains("tests: 1 successful");
        assertThat(qemus()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @Tag("long")
  @ValueSource(strings = {"source", "destination"})
  void theOtherNamesAHostKilledMidMigrationAndNoQemuIsLeft(String victim, TestReporter reporter)
      throws Exception {
    try (HostProcess source = start("source", SlowMigrationTestCase.class);
        HostProcess destination = start("destination", SlowMigrationTestCase.class)) {
      source.awaitLine("active", PATIENCE);
      HostProcess killed = victim.equals("source") ? source : destination;
      HostProcess other = victim.equals("source") ? destination : source;

      long start = System.nanoTime();
      killed.kill();
      other.awaitLine("BROKEN: Host [" + victim + "]", 60);
      Duration noticed = Duration.ofNanos(System.nanoTime() - start);
      String output = other.output(60);

      reporter.publishEntry(
          "the loss of [" + victim + "] noticed after", noticed.toMillis() + " ms");
      assertThat(noticed).isLessThan(AT_ONCE);
      assertThat(output).contains("HostLostException", "[" + victim + "]");
      assertThat(other.exitCode()).isNotZero();
      for (ProcessHandle qemu : qemus().toList()) {
        qemu.onExit().get(10, TimeUnit.SECONDS);
      }
    }
  }

  @Test
  void theSourceShowsTheAssertionThatFailedOnTheDestination() throws Exception {
    try (HostProcess source = start("source", FailingOnDestinationTestCase.class);
        HostProcess destination = start("destination", FailingOnDestinationTestCase.class)) {
      String shown = source.output(PATIENCE);
      destination.output(PATIENCE);

      assertThat(shown)
          .contains("PeerFailedException", "[destination]", "Expecting actual", "\"two\"")
          .contains("FailingOnDestinationTestCase.java:");
      assertThat(source.exitCode()).isNotZero();
      assertThat(destination.exitCode()).isNotZero();
    }
  }

  @Test
  @Tag("long")
  void hostsWithDifferentTimeLimitsSaySo() throws Exception {
    try (HostProcess source = start("source", TwoHostsTestCase.class);
        HostProcess destination =
            start("destination", TwoHostsTestCase.class, "-Dmultihost.timeout.migration=77s")) {
      for (HostProcess host : List.of(source, destination)) {
        assertThat(host.output(PATIENCE))
            .contains(
                "WrongBarrierException",
                "only on [destination]: [multihost.timeout.migration [77 s]]");
        assertThat(host.exitCode()).isNotZero();
      }
    }
  }
}
