package org.multihost.migration.internal.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers whose controller is killed. */
final class OrphanTests {

  private static final Duration START = Duration.ofMinutes(5);
  private static final Duration END = Duration.ofSeconds(30);

  @Test
  void workersEndWhenControllerIsKilled(@TempDir Path directory) throws Exception {
    Process controller = startController(directory);
    try {
      List<ProcessHandle> workers =
          List.of(
              worker(controller, directory.resolve("source.pid")),
              worker(controller, directory.resolve("destination.pid")));

      controller.destroyForcibly();

      for (ProcessHandle worker : workers) {
        awaitEnd(worker);
      }
    } finally {
      controller.destroyForcibly();
    }
  }

  private static Process startController(Path directory) throws IOException {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-D" + EndlessTestCase.DIRECTORY + "=" + directory,
            "-Dmultihost.report.dir=" + directory.resolve("reports"),
            "-cp",
            classPath,
            ChildController.class.getName())
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("controller.log").toFile())
        .start();
  }

  private static ProcessHandle worker(Process controller, Path pidFile) throws IOException {
    await("worker's " + pidFile)
        .atMost(START)
        .failFast("the controller has ended", () -> !controller.isAlive())
        .until(() -> Files.exists(pidFile));
    return ProcessHandle.of(Long.parseLong(Files.readString(pidFile))).orElseThrow();
  }

  private static void awaitEnd(ProcessHandle worker) throws Exception {
    try {
      worker.onExit().get(END.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      worker.destroyForcibly();
      throw e;
    }
    assertThat(worker.isAlive()).isFalse();
  }
}
