package org.multihost.migration.qemu.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.multihost.migration.VirtualMachineException;

@Timeout(60)
class QemuCompanionsTests {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Duration INTERVAL = Duration.ofMillis(50);

  private final List<QemuCompanions> started = new ArrayList<>();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

  @TempDir Path directory;

  @AfterEach
  void endAll() {
    started.forEach(QemuCompanions::close);
    timer.shutdownNow();
  }

  private Path socket() {
    return directory.resolve("s");
  }

  private CompanionLaunch launch(String name, Optional<Path> socket, String... command) {
    return new CompanionLaunch(
        "vm1", name, List.of(command), socket, directory.resolve(name + ".log"));
  }

  private static String[] java(Class<?> program, Path argument) {
    return new String[] {
      Path.of(System.getProperty("java.home"), "bin", "java").toString(),
      "-cp",
      System.getProperty("java.class.path"),
      program.getName(),
      argument.toString()
    };
  }

  private QemuCompanions start(CompanionLaunch... launches) {
    QemuCompanions companions = QemuCompanions.start(List.of(launches), SOON);
    started.add(companions);
    return companions;
  }

  @Test
  void startReturnsWhenTheCompanionListens() throws Exception {
    QemuCompanions companions =
        start(launch("a", Optional.of(socket()), java(ListensTestCase.class, socket())));

    try (SocketChannel connection = SocketChannel.open(UnixDomainSocketAddress.of(socket()))) {
      assertThat(connection.isConnected()).isTrue();
    }
    companions.close();
    assertThat(companions.isAlive("a")).isFalse();
  }

  @Test
  void aSocketThatIsLeftFromAnEarlierProcessIsNotTakenForANewOne() throws Exception {
    ServerSocketChannel.open(StandardProtocolFamily.UNIX)
        .bind(UnixDomainSocketAddress.of(socket()))
        .close();
    assertThat(socket()).exists();

    startReturnsWhenTheCompanionListens();
  }

  @Test
  void aSocketOfAProcessThatOnlyOpensItsFileIsNotReady() {
    String opens = "touch '%s'; exec sleep 1000".formatted(socket());

    assertThatThrownBy(
            () ->
                QemuCompanions.start(
                    List.of(launch("a", Optional.of(socket()), "sh", "-c", opens)),
                    Duration.ofMillis(500)))
        .hasMessageContaining(
            "Companion [a] of virtual machine [vm1] did not start: it did not listen on socket [%s] within [500 ms]"
                .formatted(socket()));
  }

  @Test
  void aDirectoryThatDoesNotExistIsNamed() {
    Path missing = directory.resolve("missing").resolve("s");

    assertThatThrownBy(() -> start(launch("a", Optional.of(missing), "sleep", "1000")))
        .isInstanceOf(VirtualMachineException.class)
        .hasMessageContainingAll(
            "Companion [a] of virtual machine [vm1]", missing.getParent() + "");
  }

  @Test
  void oneThatDoesNotStartEndsTheOthers() {
    CompanionLaunch first =
        launch("first", Optional.empty(), "sh", "-c", "echo $$; exec sleep 999");
    CompanionLaunch second =
        launch("second", Optional.of(socket()), "sh", "-c", "echo no such option >&2; exit 3");

    assertThatThrownBy(() -> start(first, second))
        .hasMessageStartingWith(
            "Companion [second] of virtual machine [vm1] did not start: exit code [3]\nCommand line: sh -c")
        .hasMessageEndingWith("\nno such option");
    assertThat(first.log())
        .content()
        .satisfies(
            log ->
                assertThat(
                        ProcessHandle.of(
                            Long.parseLong(log.lines().skip(1).findFirst().orElse("0"))))
                    .isEmpty());
  }

  private CompletableFuture<VirtualMachineException> failed(QemuCompanions companions) {
    return companions.failed(timer, INTERVAL).toCompletableFuture();
  }

  @Test
  void anUnexpectedExitIsAFailureWithTheLastOutput() throws Exception {
    QemuCompanions companions =
        start(launch("a", Optional.empty(), "sh", "-c", "read -r never; echo bye; exit 4"));

    assertThat(failed(companions).get(20, TimeUnit.SECONDS))
        .hasMessageContaining(
            "Companion [a] of virtual machine [vm1] exited unexpectedly: exit code [4]")
        .hasMessageEndingWith("\nbye");
  }

  @Test
  void anExitWithoutAnErrorNamesTheForeground() throws Exception {
    QemuCompanions companions = start(launch("a", Optional.empty(), "sh", "-c", "read -r never"));
    QemuCompanions daemon = start(launch("d", Optional.empty(), "true"));

    assertThat(failed(daemon).get(20, TimeUnit.SECONDS))
        .hasMessageContaining("exit code [0]; a companion must stay in the foreground");
    assertThat(failed(companions).get(20, TimeUnit.SECONDS))
        .hasMessageContaining("exit code [1]\n");
  }

  @Test
  void theLogOfAnEndlessOutputEndsAndTheCompanionGoesOn() throws Exception {
    CompanionLaunch launch =
        launch(
            "a",
            Optional.empty(),
            "sh",
            "-c",
            "head -c %d /dev/zero | tr '\\000' x; echo; echo bye; exit 4"
                .formatted(CompanionOutput.LOGGED + (1 << 20)));

    assertThat(failed(start(launch)).get(40, TimeUnit.SECONDS))
        .hasMessageContainingAll(
            "exit code [4]", "the first [16 MiB] of it are in [" + launch.log() + "]")
        .hasMessageEndingWith("\nbye");
    assertThat(Files.size(launch.log()))
        .isBetween((long) CompanionOutput.LOGGED, CompanionOutput.LOGGED + 4096L);
    assertThat(launch.log())
        .content()
        .endsWith("[the output goes on; its log ends here, after 16 MiB]\n");
  }

  @Test
  void aSocketWhosePathIsTooLongIsRefusedAtOnce() {
    Path longest = directory.resolve("s".repeat(107 - directory.toString().length() - 1));
    Path tooLong = directory.resolve("s".repeat(107 - directory.toString().length()));

    assertThatThrownBy(() -> start(launch("a", Optional.of(tooLong), "sleep", "1000")))
        .isInstanceOf(VirtualMachineException.class)
        .hasMessageContainingAll("[" + tooLong + "] has [108] bytes, and the system allows [107]");
    assertThatThrownBy(
            () ->
                QemuCompanions.start(
                    List.of(launch("b", Optional.of(longest), "sleep", "1000")),
                    Duration.ofMillis(100)))
        .hasMessageContaining("did not listen on socket [%s]".formatted(longest));
  }

  /** In a session of its own, and without its parent. */
  private static final String DESCENDANT = "(setsid sleep 1000 & echo $! > %s)";

  private long descendant(Path file) throws Exception {
    await().atMost(SOON).until(() -> Files.exists(file) && Files.size(file) > 1);
    return Long.parseLong(Files.readString(file).strip());
  }

  @Test
  void endsWithItsDescendants() throws Exception {
    Path pid = directory.resolve("pid");
    QemuCompanions companions =
        start(
            launch(
                "a",
                Optional.empty(),
                "sh",
                "-c",
                DESCENDANT.formatted(pid) + "; exec sleep 1000"));
    QemuCompanions other = start(launch("b", Optional.empty(), "sleep", "1000"));
    long descendant = descendant(pid);
    assertThat(isRunning(descendant)).isTrue();

    companions.close();

    await().atMost(SOON).until(() -> !isRunning(descendant));
    assertThat(other.isAlive("b")).isTrue();
  }

  @Test
  void aCompanionThatIsStoppedForFiveSecondsIsAFailure() throws Exception {
    QemuCompanions companions = start(launch("a", Optional.empty(), "sh", "-c", "kill -STOP $$"));

    assertThat(failed(companions).get(30, TimeUnit.SECONDS))
        .hasMessageContaining("has been stopped: by SIGSTOP or a similar signal");
  }

  @Test
  void theEndAndAnInjectedFaultAreNoFailures() {
    QemuCompanions companions =
        start(
            launch("a", Optional.empty(), "sleep", "1000"),
            launch("b", Optional.empty(), "sleep", "1000"));
    CompletableFuture<VirtualMachineException> failed = failed(companions);

    companions.kill("a");
    await().atMost(SOON).until(() -> !companions.isAlive("a"));
    companions.close();

    assertThat(companions.isAlive("b")).isFalse();
    assertThat(failed).isNotDone();
    assertThatThrownBy(() -> companions.kill("c"))
        .hasMessage("There is no companion [c]; the virtual machine has [a, b]");
  }

  @Test
  void doesNotOutliveAJvmThatIsKilled() throws Exception {
    Process jvm =
        new ProcessBuilder(java(HoldsCompanionTestCase.class, directory))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader output = jvm.inputReader()) {
      long pid = Long.parseLong(output.readLine());
      assertThat(ProcessHandle.of(pid)).isPresent();
      long descendant = descendant(directory.resolve("descendant"));
      assertThat(isRunning(descendant)).isTrue();

      jvm.destroyForcibly();

      await().atMost(SOON).until(() -> !isRunning(pid) && !isRunning(descendant));
    } finally {
      jvm.destroyForcibly();
    }
  }

  /* A zombie, which only its new parent can bury, runs no more. */
  private static boolean isRunning(long pid) throws Exception {
    Path status = Path.of("/proc", Long.toString(pid), "status");
    return Files.exists(status)
        && Files.readString(status).lines().noneMatch(line -> line.matches("State:\\s+[ZX].*"));
  }
}
