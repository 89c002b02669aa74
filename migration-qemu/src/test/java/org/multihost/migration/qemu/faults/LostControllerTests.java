package org.multihost.migration.qemu.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.multihost.migration.qemu.NeedsQemu;

/** A build that ends in the middle of a migration, by Ctrl-C or worse: nothing of it stays. */
@NeedsQemu
@Timeout(180)
class LostControllerTests {

  private static final Duration END = Duration.ofSeconds(20);

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM", "KILL"})
  void nothingOfARunOutlivesItsController(String signal, TestReporter reporter) throws Exception {
    Process controller = start();
    try {
      awaitMigration(controller);
      List<ProcessHandle> processes = controller.descendants().toList();
      assertThat(processes).anySatisfy(each -> assertThat(commandOf(each)).contains("qemu-system"));

      long begin = System.nanoTime();
      new ProcessBuilder("kill", "-" + signal, String.valueOf(controller.pid())).start().waitFor();
      for (ProcessHandle process : processes) {
        process.onExit().get(END.toSeconds(), TimeUnit.SECONDS);
      }
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);

      reporter.publishEntry("after SIG" + signal + " all was gone within", millis + " ms");
      assertThat(Leftovers.of(runs(), END)).isEmpty();
    } finally {
      controller.destroyForcibly();
    }
  }

  private Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Dmultihost.report.dir=" + directory,
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            ControllerMain.class.getName(),
            EndlessTestCase.class.getName())
        .redirectErrorStream(true)
        .start();
  }

  private static void awaitMigration(Process controller) throws IOException {
    BufferedReader output = controller.inputReader();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.contains("active")) {
        return;
      }
    }
    throw new AssertionError("The controller has ended before the migration was under way");
  }

  private static String commandOf(ProcessHandle process) {
    return process.info().command().orElse("");
  }

  private List<String> runs() throws IOException {
    try (Stream<Path> runs = Files.list(directory)) {
      return runs.map(run -> run.getFileName().toString()).toList();
    }
  }
}
