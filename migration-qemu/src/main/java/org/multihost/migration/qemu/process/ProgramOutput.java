package org.multihost.migration.qemu.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.multihost.migration.VirtualMachineException;

/** What a short-lived program prints. */
public final class ProgramOutput {

  private static final long LIMIT_SECONDS = 10;

  private ProgramOutput() {}

  /**
   * Runs a program to its end, at most ten seconds, and returns its standard output and error.
   *
   * @throws VirtualMachineException if it cannot be run or does not end in time
   */
  public static String of(Path program, String argument) {
    List<String> command = List.of(program.toString(), argument);
    try {
      Path output = Files.createTempFile("mh-", ".out");
      try {
        return run(command, output);
      } finally {
        Files.deleteIfExists(output);
      }
    } catch (IOException failed) {
      throw new VirtualMachineException(command + " cannot be run: " + failed, failed);
    }
  }

  /* Into a file: a pipe could be held open by a grandchild for longer than the program lives. */
  private static String run(List<String> command, Path output) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(output.toFile())
            .start();
    try {
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        throw new VirtualMachineException(command + " did not end within " + LIMIT_SECONDS + " s");
      }
      return new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new VirtualMachineException("Interrupted while waiting for " + command, interrupted);
    } finally {
      process.destroyForcibly();
    }
  }
}
