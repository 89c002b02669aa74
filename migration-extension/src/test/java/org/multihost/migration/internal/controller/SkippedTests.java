package org.multihost.migration.internal.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.multihost.migration.spi.VirtualMachineDriverProvider;

/** What a person sees of tests that are not run. */
final class SkippedTests {

  private static final String REASON = "No guest kernel in [/nowhere]; run [./run setup]";

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(
      classes = {NoHypervisorTestCase.Driver.class, NoHypervisorTestCase.WithoutKernel.class})
  void eachTestIsSkippedOnEachHostForAReasonThatConsoleAndReportAndLogShow(Class<?> driver)
      throws Exception {
    String console = run(driver, "false", 0);

    assertThat(console)
        .containsPattern("4 tests skipped")
        .containsPattern("2 containers skipped")
        .containsPattern("0 tests failed")
        .containsPattern(
            "\\[(source|destination)] SKIPPED: \\[.*NoHypervisorTestCase]: .*No guest kernel");
    for (String test : new String[] {"plain", "parameterized", "Inner.inner"}) {
      for (String host : new String[] {"[source][1]", "[destination][2]"}) {
        assertThat(console.lines())
            .anyMatch(
                line ->
                    line.startsWith("skipped " + test)
                        && line.contains(host + ": ")
                        && line.contains(REASON));
      }
    }
    assertThat(directory.resolve("reports"))
        .isDirectoryRecursivelyContaining("glob:**/{source,destination}.log");
  }

  /** A build tool counts and shows what is skipped, and nothing of a class that aborts. */
  @ParameterizedTest
  @ValueSource(
      classes = {NoHypervisorTestCase.Driver.class, NoHypervisorTestCase.WithoutKernel.class})
  void onePerHostTheClassIsSkippedForAReasonThatConsoleAndReportShow(Class<?> driver)
      throws Exception {
    String console = run(driver, "false", 0, as("source", aPort()));

    assertThat(console)
        .containsPattern("3 containers skipped")
        .containsPattern("2 tests skipped")
        .containsPattern("0 containers aborted")
        .containsPattern("SKIPPED: \\[.*NoHypervisorTestCase]: host \\[source]: No guest kernel")
        .containsPattern("skipped .*NoHypervisorTestCase: host \\[source]: No guest kernel");
  }

  @ParameterizedTest
  @Tag("long")
  @ValueSource(
      classes = {NoHypervisorTestCase.Driver.class, NoHypervisorTestCase.WithoutKernel.class})
  void onePerHostWhereTestsMustRunItIsAFailure(Class<?> driver) throws Exception {
    assertThat(run(driver, "true", 1, as("source", aPort())))
        .contains("DriverUnavailableException", REASON);
  }

  @Test
  void onePerHostTheTestsAreSkippedWhereTheHypervisorIsForTheReasonOfTheHostWhereItIsNot()
      throws Exception {
    int port = aPort();
    try (LaunchedJvm source =
            start(
                "source",
                NoHypervisorTestCase.class,
                NoHypervisorTestCase.Present.class,
                "false",
                as("source", port));
        LaunchedJvm destination =
            start(
                "destination",
                NoHypervisorTestCase.class,
                NoHypervisorTestCase.Driver.class,
                "false",
                as("destination", port))) {
      assertThat(List.of(source.exitCode(), destination.exitCode())).containsExactly(0, 0);

      assertThat(destination.console())
          .containsPattern("skipped .*NoHypervisorTestCase: host \\[destination]: No guest kernel");
      for (String test : new String[] {"plain\\(\\)", "parameterized\\(int\\)", ".*Inner"}) {
        assertThat(source.console())
            .containsPattern("skipped " + test + ": .*\\[destination].*No guest kernel");
      }
      assertThat(source.console()).containsPattern("0 tests failed");
    }
  }

  private static int aPort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  /** The driver is found by the loader of the test class, which asks the boot loader, too. */
  private String[] as(String host, int port) {
    return new String[] {
      "-Dmultihost.host=" + host,
      "-Dmultihost.hosts=source=127.0.0.1:" + port + ",destination=127.0.0.1",
      "-Xbootclasspath/a:" + drivers(host)
    };
  }

  private Path drivers(String host) {
    return directory.resolve("drivers-" + host);
  }

  @ParameterizedTest
  @Tag("long")
  @ValueSource(
      classes = {NoHypervisorTestCase.Driver.class, NoHypervisorTestCase.WithoutKernel.class})
  void whereTestsMustRunItIsAFailure(Class<?> driver) throws Exception {
    assertThat(run(driver, "true", 1)).contains("DriverUnavailableException").contains(REASON);
  }

  @Test
  void anInvocationWhoseVmIsKnownOnlyThenIsAbortedOnEachHostOrFailsWhereTestsMustRun()
      throws Exception {
    Class<?> driver = NoHypervisorTestCase.WithoutKernel.class;
    try (LaunchedJvm jvm = start("source", NoKernelForArgumentsTestCase.class, driver, "false")) {
      jvm.exitCode();
      assertThat(jvm.console())
          .contains("4 tests aborted", "0 tests failed", "0 containers failed")
          .contains(REASON);
    }
    try (LaunchedJvm jvm = start("source", NoKernelForArgumentsTestCase.class, driver, "true")) {
      assertThat(jvm.exitCode()).isEqualTo(1);
      assertThat(jvm.console()).contains("4 tests failed", "DriverUnavailableException");
    }
  }

  private String run(Class<?> driver, String ci, int exitCode, String... properties)
      throws Exception {
    try (LaunchedJvm jvm = start("source", NoHypervisorTestCase.class, driver, ci, properties)) {
      assertThat(jvm.exitCode()).isEqualTo(exitCode);
      return jvm.console();
    }
  }

  private LaunchedJvm start(
      String host, Class<?> testClass, Class<?> driver, String ci, String... properties)
      throws IOException {
    Path services = Files.createDirectories(drivers(host).resolve("META-INF/services"));
    Files.writeString(
        services.resolve(VirtualMachineDriverProvider.class.getName()), driver.getName());
    List<String> all =
        new ArrayList<>(
            List.of(
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-Dmultihost.report.dir=" + directory.resolve("reports"),
                "-D" + LaunchedJvm.MORE_CLASS_PATH + "=" + drivers(host)));
    all.addAll(List.of(properties));
    return LaunchedJvm.start(
        testClass, directory.resolve(host + ".txt"), Map.of("CI", ci), all.toArray(String[]::new));
  }
}
