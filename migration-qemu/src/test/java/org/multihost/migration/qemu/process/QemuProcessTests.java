package org.multihost.migration.qemu.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.multihost.migration.VirtualMachineException;

@Timeout(60)
class QemuProcessTests {

  private static final Duration SOON = Duration.ofSeconds(10);

  private final RunDirectory directory = RunDirectory.named("test", "source");

  @TempDir Path logs;

  private QemuLaunch launch(List<String> sockets, String... command) {
    return new QemuLaunch(
        "vm1",
        directory,
        List.of(command),
        sockets,
        Map.of(),
        List.of(),
        logs.resolve("vm1.qemu.log"));
  }

  @Test
  void keepsItsDirectoryPrivateAndRemovesItAtTheEnd() throws IOException {
    QemuProcess process = QemuProcess.start(launch(List.of("qmp"), "sleep", "1000"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.path())))
        .isEqualTo("rwx------");
    assertThat(directory.socket("qmp")).exists();

    process.end(() -> ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroy));

    assertThat(process.isAlive()).isFalse();
    assertThat(directory.path()).doesNotExist();
    process.end(() -> {});
  }

  @Test
  void turnsIntoTheProgramWithTheProcessIdOfTheChild() {
    QemuProcess process = QemuProcess.start(launch(List.of(), "sleep", "1000"));
    try {
      await()
          .atMost(SOON)
          .until(
              () ->
                  ProcessHandle.of(process.pid())
                      .flatMap(handle -> handle.info().command())
                      .filter(command -> !command.endsWith("sh"))
                      .isPresent());
    } finally {
      process.end(() -> ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroy));
    }
  }

  @Test
  void killsAProgramThatIgnoresAllElse() {
    QemuProcess process =
        QemuProcess.start(
            launch(List.of(), "sh", "-c", "trap 'echo not me' TERM; while :; do sleep 0.1; done"));

    process.end(() -> {}, new ShutdownTimeouts(Duration.ofSeconds(1), Duration.ofSeconds(1), SOON));

    assertThat(process.isAlive()).isFalse();
    assertThat(process.failure("ended", "")).hasMessageContaining("exit code [137]");
    assertThat(process.failure("ended", "")).hasMessageEndingWith("\nnot me");
    assertThat(directory.path()).doesNotExist();
  }

  @Test
  void endsAnInterruptedCallersProcessAsWell() {
    QemuProcess process = QemuProcess.start(launch(List.of(), "sleep", "1000"));
    Thread.currentThread().interrupt();

    process.end(() -> {}, new ShutdownTimeouts(Duration.ZERO, SOON, SOON));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(process.isAlive()).isFalse();
  }

  @Test
  void tellsExitCodeCommandLineAndLastOutputOfAProgramThatDoesNotStart() {
    QemuProcess process =
        QemuProcess.start(
            launch(List.of("qmp", "console"), "sh", "-c", "echo no such machine >&2; exit 3"));

    assertThatThrownBy(() -> process.accept(SOON))
        .isInstanceOf(VirtualMachineException.class)
        .hasMessageContaining("QEMU of virtual machine [vm1] did not start: exit code [3]")
        .hasMessageContaining("Command line: sh -c")
        .hasMessageContaining("\nno such machine");
    process.end(() -> {});
    assertThat(directory.path()).doesNotExist();
  }

  /** The first line of a failure is all that a console or an IDE shows. */
  @Test
  void theFirstLineHasTheReasonOfAProgramThatDoesNotStart() {
    String script = "echo 'qemu-kvm: no such machine' >&2; echo a hint >&2; exit 1";
    QemuProcess process = QemuProcess.start(launch(List.of("qmp"), "sh", "-c", script));

    assertThatThrownBy(() -> process.accept(SOON))
        .hasMessageStartingWith(
            "QEMU of virtual machine [vm1] did not start: exit code [1]: [qemu-kvm: no such machine]\n");
    process.end(() -> {});
  }

  @Test
  void showsOnlyTheOutputOfThisStart() {
    QemuProcess first = QemuProcess.start(launch(List.of(), "echo", "of the first"));
    assertThat(first.awaitExit(SOON)).isTrue();
    first.end(() -> {});
    QemuProcess second = QemuProcess.start(launch(List.of(), "echo", "of the second"));
    assertThat(second.awaitExit(SOON)).isTrue();

    assertThat(second.failure("ended", ""))
        .hasMessageEndingWith("\nof the second")
        .message()
        .doesNotContain("of the first");
    second.end(() -> {});
  }

  @Test
  void givesUpOnAProgramThatDoesNotConnect() {
    QemuProcess process = QemuProcess.start(launch(List.of("qmp"), "sleep", "1000"));
    assertThatThrownBy(() -> process.accept(Duration.ofMillis(50)))
        .hasMessageContaining("did not connect within [50 ms]");
    process.end(() -> ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroy));
  }

  @Test
  void saysThatAStartWasInterruptedAndAfterHowLong() {
    QemuProcess process = QemuProcess.start(launch(List.of("qmp"), "sleep", "1000"));
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> process.accept(Duration.ofSeconds(30)))
        .hasCauseInstanceOf(InterruptedException.class)
        .message()
        .containsPattern("the start was interrupted after \\[[\\d.]+ m?s], before it had connected")
        .doesNotContain("did not connect within");

    assertThat(Thread.interrupted()).as("the thread is still interrupted").isTrue();
    process.end(() -> ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroy));
  }

  @Test
  void removesTheDirectoryOfAProgramThatEndsOnItsOwn() {
    QemuProcess process = QemuProcess.start(launch(List.of("qmp"), "true"));
    assertThat(process.awaitExit(SOON)).isTrue();

    await().atMost(SOON).until(() -> !Files.exists(directory.path()));
    process.end(() -> {});
  }

  @Test
  void doesNotOutliveAJvmThatIsKilled() throws Exception {
    Process jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                HoldsProcessTestCase.class.getName(),
                logs.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader output =
        new BufferedReader(new InputStreamReader(jvm.getInputStream(), StandardCharsets.UTF_8))) {
      long pid = Long.parseLong(Objects.requireNonNull(output.readLine()));
      Path victims = Path.of(Objects.requireNonNull(output.readLine()));
      assertThat(isRunning(pid)).isTrue();
      assertThat(victims).exists();

      jvm.destroyForcibly();

      await().atMost(SOON).until(() -> !isRunning(pid) && !Files.exists(victims));
    } finally {
      jvm.destroyForcibly();
    }
  }

  /* A zombie, which only its new parent can bury, runs no more. */
  private static boolean isRunning(long pid) {
    Path status = Path.of("/proc", Long.toString(pid), "status");
    try {
      return Files.readString(status).lines().noneMatch(line -> line.matches("State:\\s+[ZX].*"));
    } catch (IOException gone) {
      return ProcessHandle.of(pid).isPresent();
    }
  }
}
