package org.multihost.migration.qemu.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.VirtualMachineException;

/**
 * A process that serves a device of one QEMU: started before it, ended after it, and like it not
 * outliving this JVM. Safe for use by several threads.
 */
final class CompanionProcess implements AutoCloseable {

  /** The size of {@code sun_path} without its last byte. */
  private static final int LONGEST_SOCKET = 107;

  private final CompanionLaunch launch;
  private final Process process;
  private final CompanionOutput output;
  private final MarkedProcesses family;
  private volatile boolean expected;

  private CompanionProcess(
      CompanionLaunch launch, Process process, CompanionOutput output, MarkedProcesses family) {
    this.launch = launch;
    this.process = process;
    this.output = output;
    this.family = family;
  }

  /**
   * Starts the process and waits until it listens on its socket, if it has one.
   *
   * @throws VirtualMachineException if it does not start, ends, or does not listen in time; nothing
   *     is left then
   */
  static CompanionProcess start(CompanionLaunch launch, Duration timeout) {
    launch.socket().ifPresent(socket -> verifyLength(launch, socket));
    try (@Nullable SocketWatch watch =
        launch.socket().isPresent() ? SocketWatch.begin(launch.socket().get()) : null) {
      CompanionProcess started = start(launch);
      try {
        started.awaitReady(watch, timeout);
        return started;
      } catch (RuntimeException failed) {
        new Closer().add(started).runAfter(failed);
        throw failed;
      }
    } catch (IOException failed) {
      throw new VirtualMachineException(
          "Companion [%s] of virtual machine [%s] cannot be started: %s; command line %s"
              .formatted(launch.name(), launch.vm(), failed, launch.command()),
          failed);
    }
  }

  private static void verifyLength(CompanionLaunch launch, Path socket) {
    int bytes = socket.toString().getBytes(StandardCharsets.UTF_8).length;
    if (bytes > LONGEST_SOCKET) {
      throw new VirtualMachineException(
          "Companion [%s] of virtual machine [%s] cannot be started: the path of its socket [%s] has [%d] bytes, and the system allows [%d]; use a short name in {dir}"
              .formatted(launch.name(), launch.vm(), socket, bytes, LONGEST_SOCKET));
    }
  }

  private static CompanionProcess start(CompanionLaunch launch) throws IOException {
    Path log = ProcessLog.begin(launch.log(), "$ " + String.join(" ", launch.command())).file();
    MarkedProcesses family = MarkedProcesses.create();
    ProcessBuilder builder =
        new ProcessBuilder(Watchdog.around(launch.command())).redirectErrorStream(true);
    family.addTo(builder.environment());
    Process process = builder.start();
    try {
      OutputStream input = process.getOutputStream();
      input.write("start\n".getBytes(StandardCharsets.US_ASCII));
      input.flush();
      String title = launch.name() + "-" + launch.vm();
      return new CompanionProcess(
          launch, process, CompanionOutput.read(process.getInputStream(), log, title), family);
    } catch (IOException failed) {
      process.destroyForcibly();
      throw failed;
    }
  }

  private void awaitReady(@Nullable SocketWatch watch, Duration timeout) {
    if (watch == null) {
      return;
    }
    process.onExit().thenRun(watch::close);
    try {
      if (!watch.await(timeout)) {
        throw failure("did not start", notListening(timeout));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      VirtualMachineException failure =
          failure("did not start", "the start was interrupted before it listened");
      failure.initCause(interrupted);
      throw failure;
    }
  }

  private String notListening(Duration timeout) {
    return "it did not listen on socket [%s] within [%s]"
        .formatted(launch.socket().orElseThrow(), DurationText.of(timeout));
  }

  String name() {
    return launch.name();
  }

  CompanionLaunch launch() {
    return launch;
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Kills the process; its exit is then no failure. */
  void kill() {
    expected = true;
    process.toHandle().destroyForcibly();
  }

  /** Completes with an error when the process exits or is stopped by a signal, unexpectedly. */
  CompletionStage<VirtualMachineException> failed(
      ScheduledExecutorService executor, Duration interval) {
    CompletableFuture<VirtualMachineException> failed = new CompletableFuture<>();
    Future<?> watch =
        StoppedProcessMonitor.start(
            pid(), executor, interval, () -> fail(failed, "has been stopped"));
    process
        .onExit()
        .thenRun(
            () -> {
              watch.cancel(false);
              fail(failed, "exited unexpectedly");
            });
    return failed.minimalCompletionStage();
  }

  private void fail(CompletableFuture<VirtualMachineException> failed, String what) {
    if (!expected) {
      failed.complete(
          failure(what, "by SIGSTOP or a similar signal, as process [%d]".formatted(pid())));
    }
  }

  private VirtualMachineException failure(String what, String whileAlive) {
    String lines = String.join("\n", lastLines());
    return new VirtualMachineException(
        "Companion [%s] of virtual machine [%s] %s: %s\nCommand line: %s\nIts last output, %s:\n%s"
            .formatted(
                name(),
                launch.vm(),
                what,
                process.isAlive() ? whileAlive : exit(),
                String.join(" ", launch.command()),
                output.place(),
                lines));
  }

  private String exit() {
    int code = process.exitValue();
    return "exit code [%d]%s"
        .formatted(
            code,
            code == 0
                ? "; a companion must stay in the foreground until its QEMU has ended, so start it without an option that makes it a daemon"
                : "");
  }

  /** Returns the condition as text: the process id, or the exit code. */
  String condition() {
    return process.isAlive()
        ? "has process id [%d]".formatted(pid())
        : "has ended with exit code [%d]".formatted(process.exitValue());
  }

  List<String> lastLines() {
    return output.lastLines(!process.isAlive());
  }

  /** Ends the process by SIGTERM, then by SIGKILL; idempotent. */
  @Override
  public void close() {
    expected = true;
    ShutdownTimeouts patience = ShutdownTimeouts.STANDARD;
    List<ProcessHandle> children =
        process.toHandle().descendants().filter(each -> !Watchdog.is(each)).toList();
    // By its handle: Process.destroy() also closes the input, and then the watchdog kills it.
    if (process.toHandle().destroy()
        && !awaitExit(patience.afterTerm())
        && process.toHandle().destroyForcibly()) {
      awaitExit(patience.afterKill());
    }
    children.forEach(ProcessHandle::destroyForcibly);
    family.kill();
    // The end of its input ends the watchdog.
    new Closer().add(process.getOutputStream()).run();
  }

  private boolean awaitExit(Duration timeout) {
    return process
        .onExit()
        .thenApply(exited -> true)
        .completeOnTimeout(false, timeout.toNanos(), TimeUnit.NANOSECONDS)
        .join();
  }
}
