package org.multihost.migration.internal.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.multihost.migration.spi.VirtualMachineDriverProvider;

/** What a person sees of tests that are not run. */
final class SkippedTests {

  private static final String REASON = "No guest kernel in [/nowhere]; run [./run setup]";

  @TempDir private Path directory;

  @Test
  void eachTestIsSkippedOnEachHostForAReasonThatConsoleAndReportAndLogShow() throws Exception {
    String console = run("false", 0);

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

  @Test
  void whereTestsMustRunItIsAFailure() throws Exception {
    assertThat(run("true", 1)).contains("DriverUnavailableException").contains(REASON);
  }

  private String run(String ci, int exitCode) throws Exception {
    Path services = Files.createDirectories(directory.resolve("drivers/META-INF/services"));
    Files.writeString(
        services.resolve(VirtualMachineDriverProvider.class.getName()),
        NoHypervisorTestCase.Driver.class.getName());
    Path console = directory.resolve("console.txt");
    try (LaunchedJvm jvm =
        LaunchedJvm.start(
            NoHypervisorTestCase.class,
            console,
            Map.of("CI", ci),
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
            "-Dmultihost.report.dir=" + directory.resolve("reports"),
            "-D" + LaunchedJvm.MORE_CLASS_PATH + "=" + directory.resolve("drivers"))) {
      assertThat(jvm.exitCode()).isEqualTo(exitCode);
    }
    return Files.readString(console);
  }
}
