package org.multihost.migration.internal.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Where a run's secret can be seen: in no list of processes, log or report. */
@Timeout(240)
@EnabledOnOs(value = OS.LINUX, disabledReason = "it reads /proc")
final class SecretTests {

  private static final String CLUSTER = "multihost-[0-9a-f]{64}";

  @TempDir Path directory;
  private Path reports;

  @BeforeEach
  void prepare() {
    reports = directory.resolve("reports");
  }

  @Test
  void staysBetweenTheControllerAndItsWorkers() throws Exception {
    try (LaunchedJvm controller = start("console.log", Map.of())) {
      awaitMeeting(controller);
      String secret = Files.readString(directory.resolve("source.secret"));
      assertThat(secret)
          .hasSizeGreaterThan(30)
          .isEqualTo(Files.readString(directory.resolve("destination.secret")));
      assertThat(controller.seenByOthers())
          .contains("WorkerMain")
          .doesNotContain(secret)
          .doesNotContainPattern(CLUSTER);
      assertThat(controller.environmentOfChildren())
          .contains("PATH=")
          .doesNotContain(secret)
          .doesNotContainPattern(CLUSTER);

      Files.createFile(directory.resolve("looked"));

      assertThat(controller.exitCode()).as(controller::toString).isZero();
      assertDiscreet(controller.console(), secret);
      assertReportsAreDiscreet(secret);
    }
  }

  @Test
  void staysOutOfTheLogsOfHostsThatAreGivenIt() throws Exception {
    String secret = "known-only-to-this-test";
    Map<String, String> environment = Map.of("MULTIHOST_SECRET", secret);
    String hosts = "-Dmultihost.hosts=source=127.0.0.1:" + freePort() + ",destination=127.0.0.1";
    try (LaunchedJvm source = start("source.log", environment, "-Dmultihost.host=source", hosts);
        LaunchedJvm destination =
            start("destination.log", environment, "-Dmultihost.host=destination", hosts)) {
      awaitMeeting(source);
      assertThat(source.seenByOthers()).doesNotContain(secret).doesNotContainPattern(CLUSTER);

      Files.createFile(directory.resolve("looked"));

      assertThat(List.of(source.exitCode(), destination.exitCode())).containsOnly(0);
      assertDiscreet(source.console(), secret);
      assertDiscreet(destination.console(), secret);
    }
  }

  private LaunchedJvm start(String console, Map<String, String> environment, String... properties)
      throws IOException {
    return LaunchedJvm.start(
        SecretTestCase.class,
        directory.resolve(console),
        environment,
        Stream.concat(
                Stream.of(
                    "-D" + SecretTestCase.DIRECTORY + "=" + directory,
                    "-Dmultihost.report.dir=" + reports),
                Stream.of(properties))
            .toArray(String[]::new));
  }

  private void awaitMeeting(LaunchedJvm jvm) {
    await()
        .atMost(Duration.ofSeconds(120))
        .failFast("it has ended", () -> !jvm.isAlive())
        .until(
            () ->
                Files.exists(directory.resolve("source.met"))
                    && Files.exists(directory.resolve("destination.met")));
  }

  /** The log must be there to prove anything. */
  private static void assertDiscreet(String console, String secret) {
    assertThat(console.contains("com.hazelcast.")).as("Hazelcast's log").isTrue();
    assertThat(console.contains("multihost-***")).as("a name that was left out").isTrue();
    assertThat(console.lines().filter(line -> line.contains(secret))).isEmpty();
    assertThat(console.lines().filter(line -> line.matches(".*" + CLUSTER + ".*"))).isEmpty();
  }

  private void assertReportsAreDiscreet(String secret) throws IOException {
    try (Stream<Path> files = Files.walk(reports)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1).lines())
            .as(file.toString())
            .noneMatch(line -> line.contains(secret) || line.matches(".*" + CLUSTER + ".*"));
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
