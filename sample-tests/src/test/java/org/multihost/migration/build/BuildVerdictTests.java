package org.multihost.migration.build;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The verdict of {@code ./run tests}, from what Surefire prints and reports. Maven itself says
 * success, because the modules after a failed one must be tested, too.
 */
@Timeout(60)
final class BuildVerdictTests {

  private static final Path SETUP = Path.of("..", "setup").toAbsolutePath().normalize();

  @TempDir Path project;

  @Test
  void aRunWithoutFailuresSucceeds() throws Exception {
    assertThat(
            run("all_modules verify", "[WARNING] Tests run: 4, Failures: 0, Errors: 0, Skipped: 2"))
        .isZero();
  }

  /** Surefire prints "There are test failures" only if there is a failure, not for errors alone. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "[ERROR] Tests run: 1651, Failures: 0, Errors: 1, Skipped: 0",
        "[ERROR] Tests run: 657, Failures: 1, Errors: 0, Skipped: 0",
        "[ERROR] There are test failures.",
        "[ERROR] There was a timeout or other error in the fork",
        "[ERROR] The forked VM terminated without properly saying goodbye. VM crash or System.exit called?",
        "[ERROR] ExecutionException The forked VM terminated",
      })
  void aRunWithAFailedTestOrJvmFails(String line) throws Exception {
    assertThat(run("all_modules verify", line)).isNotZero();
  }

  @Test
  void aReportWithAnErrorFailsTheRunThatPassedOtherwise() throws Exception {
    String report = "with_summary eval 'mkdir -p m/target/surefire-reports; %s'";
    String write =
        "echo \"<testsuite tests=\\\"2\\\" errors=\\\"%d\\\" failures=\\\"0\\\" skipped=\\\"0\\\">\" > m/target/surefire-reports/TEST-a.xml";
    assertThat(run(report.formatted(write.formatted(0)), "")).isZero();
    assertThat(run(report.formatted(write.formatted(1)), "")).isOne();
  }

  /** Runs a function of the scripts; a run of Maven prints that line, and succeeds. */
  private int run(String command, String line) throws IOException, InterruptedException {
    Path script = project.resolve("script");
    Files.writeString(
        script,
        """
        set -euo pipefail
        source '%s/common.sh'
        source '%s/maven.sh'
        mvn() { echo '%s'; }
        %s
        """
            .formatted(SETUP, SETUP, line, command),
        UTF_8);
    Process bash =
        new ProcessBuilder("bash", script.toString())
            .directory(project.toFile())
            .redirectErrorStream(true)
            .redirectOutput(project.resolve("output").toFile())
            .start();
    assertThat(bash.waitFor(30, TimeUnit.SECONDS)).as("the script ended").isTrue();
    return bash.exitValue();
  }
}
