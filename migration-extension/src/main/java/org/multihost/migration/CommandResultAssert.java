package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/** Assertions on a {@link CommandResult}; see {@link MigrationAssertions}. */
@API(status = EXPERIMENTAL, since = "0.1")
public final class CommandResultAssert extends AbstractAssert<CommandResultAssert, CommandResult> {

  CommandResultAssert(@Nullable CommandResult actual) {
    super(actual, CommandResultAssert.class);
  }

  /** Verifies that the command exited with status 0. */
  public CommandResultAssert succeeded() {
    return hasExitCode(0);
  }

  /** Verifies the exit status of the command. */
  public CommandResultAssert hasExitCode(int expected) {
    isNotNull();
    if (actual.exitCode() != expected) {
      throw failureWithActualExpected(
          actual.exitCode(),
          expected,
          "Expected the command to exit with [%s] but it exited with [%s]; output: [%s]",
          expected,
          actual.exitCode(),
          output());
    }
    return this;
  }

  /**
   * Verifies the whole output. Line breaks at its end are ignored, as in the shell's {@code
   * $(command)}.
   */
  public CommandResultAssert hasOutput(String expected) {
    isNotNull();
    if (!output().equals(withoutLastLineBreaks(expected))) {
      throw failureWithActualExpected(
          output(),
          expected,
          "Expected the command's output to be [%s] but it was [%s]; exit code: [%s]",
          expected,
          output(),
          actual.exitCode());
    }
    return this;
  }

  /** Verifies that the output contains {@code expected}. */
  public CommandResultAssert outputContains(String expected) {
    isNotNull();
    if (!actual.output().contains(expected)) {
      throw failure(
          "Expected the command's output to contain [%s] but it was [%s]; exit code: [%s]",
          expected, output(), actual.exitCode());
    }
    return this;
  }

  private String output() {
    return withoutLastLineBreaks(actual.output());
  }

  private static String withoutLastLineBreaks(String text) {
    return text.replaceFirst("[\\r\\n]+\\z", "");
  }
}
