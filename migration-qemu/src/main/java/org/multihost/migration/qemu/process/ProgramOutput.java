package org.multihost.migration.qemu.process;

import static org.apiguardian.api.API.Status.INTERNAL;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apiguardian.api.API;
import org.multihost.migration.VirtualMachineException;

/** The output of a short-lived program. */
@API(status = INTERNAL)
public final class ProgramOutput {

  private static final Duration LIMIT = Duration.ofSeconds(10);

  /** The treatment of an exit code other than zero. */
  private enum Checked {
    YES,
    NO
  }

  private ProgramOutput() {}

  /**
   * Runs a program to its end, at most ten seconds, and returns its standard output and error.
   *
   * @throws VirtualMachineException if it cannot be run or times out
   */
  public static String of(Path program, String argument) {
    return of(List.of(program.toString(), argument), LIMIT, Checked.NO);
  }

  /**
   * Runs a program to its end and returns its standard output and error.
   *
   * @throws VirtualMachineException if it cannot be run, times out, or fails
   */
  public static String of(List<String> command, Duration limit) {
    return of(command, limit, Checked.YES);
  }

  private static String of(List<String> command, Duration limit, Checked checked) {
    try {
      Path output = Files.createTempFile("mh-", ".out");
      try {
        return run(command, limit, checked, output);
      } finally {
        Files.deleteIfExists(output);
      }
    } catch (IOException failed) {
      throw new VirtualMachineException(command + " cannot be run: " + failed, failed);
    }
  }

  /* Into a file: a grandchild could hold a pipe open after the program has exited. */
  private static String run(List<String> command, Duration limit, Checked checked, Path output)
      throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(output.toFile())
            .start();
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new VirtualMachineException(
            command + " did not end within " + DurationText.of(limit));
      }
      String text = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
      if (checked == Checked.YES && process.exitValue() != 0) {
        throw new VirtualMachineException(
            "%s failed with exit code [%d]: %s"
                .formatted(command, process.exitValue(), text.strip()));
      }
      return text;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new VirtualMachineException("Interrupted while waiting for " + command, interrupted);
    } finally {
      process.destroyForcibly();
    }
  }
}
