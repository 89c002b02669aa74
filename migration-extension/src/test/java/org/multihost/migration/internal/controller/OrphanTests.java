package org.multihost.migration.internal.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
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

      awaitEnd(workers);
    } finally {
      controller.destroyForcibly();
    }
  }

  @Test
  void aWorkerThatIsStoppedEndsWhenItsControllerIsKilled(@TempDir Path directory) throws Exception {
    Process controller = startController(directory, "-Dmultihost.timeout.silence=5min");
    try {
      worker(controller, directory.resolve("source.pid"));
      ProcessHandle stopped = worker(controller, directory.resolve("destination.pid"));
      List<ProcessHandle> all = controller.descendants().toList();
      signal("STOP", stopped);

      controller.destroyForcibly();

      awaitEnd(all);
    } finally {
      controller.destroyForcibly();
    }
  }

  /** It has run no Java yet, so that it cannot notice anything itself. */
  @Test
  void aWorkerThatWaitsForADebuggerEndsWhenItsControllerIsKilled(@TempDir Path directory)
      throws Exception {
    Process controller = startController(directory, "-Dmultihost.debug=destination");
    try {
      await("the debugger's port")
          .atMost(START)
          .failFast("the controller has ended", () -> !controller.isAlive())
          .until(() -> Files.readString(log(directory)).contains("waits for a debugger"));
      List<ProcessHandle> all = controller.descendants().toList();
      assertThat(all).hasSizeGreaterThanOrEqualTo(2);

      controller.destroyForcibly();

      awaitEnd(all);
    } finally {
      controller.destroyForcibly();
    }
  }

  private static void signal(String name, ProcessHandle process) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }

  private static Path log(Path directory) {
    return directory.resolve("controller.log");
  }

  private static Process startController(Path directory, String... properties) throws IOException {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.add("-D" + EndlessTestCase.DIRECTORY + "=" + directory);
    command.add("-Dmultihost.report.dir=" + directory.resolve("reports"));
    command.addAll(List.of(properties));
    command.addAll(List.of("-cp", classPath, ChildController.class.getName()));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log(directory).toFile())
        .start();
  }

  private static ProcessHandle worker(Process controller, Path pidFile) throws IOException {
    await("worker's " + pidFile)
        .atMost(START)
        .failFast("the controller has ended", () -> !controller.isAlive())
        .until(() -> Files.exists(pidFile));
    return ProcessHandle.of(Long.parseLong(Files.readString(pidFile))).orElseThrow();
  }

  private static void awaitEnd(List<ProcessHandle> processes) throws Exception {
    try {
      for (ProcessHandle each : processes) {
        each.onExit().get(END.toMillis(), TimeUnit.MILLISECONDS);
      }
    } finally {
      processes.forEach(ProcessHandle::destroyForcibly);
    }
  }
}
