package org.multihost.migration.qemu.process;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;
import static org.apiguardian.api.API.Status.INTERNAL;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apiguardian.api.API;
import org.multihost.migration.VirtualMachineException;

/**
 * A QEMU process that does not outlive this JVM: {@link #start} it, {@link #accept} its
 * connections, {@link #end} it. Safe for use by several threads.
 */
@API(status = EXPERIMENTAL, since = "0.1")
public final class QemuProcess {

  private static final String STOPPED = "has been stopped";

  private final QemuLaunch launch;
  private final Process process;
  private final ListeningSockets sockets;
  private final ProcessLog log;
  private volatile boolean killed;

  private QemuProcess(
      QemuLaunch launch, Process process, ListeningSockets sockets, ProcessLog log) {
    this.launch = launch;
    this.process = process;
    this.sockets = sockets;
    this.log = log;
  }

  /**
   * Starts the process; its sockets are open before it runs.
   *
   * @throws VirtualMachineException if the operating system cannot start it; nothing is left then
   */
  @API(status = INTERNAL)
  public static QemuProcess start(QemuLaunch launch) {
    try {
      ProcessLog log = ProcessLog.begin(launch.log(), "$ " + String.join(" ", launch.command()));
      return start(launch, log);
    } catch (IOException failed) {
      throw new VirtualMachineException(
          "QEMU of virtual machine [%s] cannot be started: %s; command line %s"
              .formatted(launch.vm(), failed, launch.command()),
          failed);
    }
  }

  /*
   * The watchdog is started before the directory is created: from then on nothing can be left
   * behind.
   */
  private static QemuProcess start(QemuLaunch launch, ProcessLog log) throws IOException {
    Process process =
        new ProcessBuilder(Watchdog.around(launch.command(), launch.directory().path()))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.file().toFile()))
            .start();
    try {
      launch.directory().create();
    } catch (IOException failed) {
      // The directory belongs to another process, and the watchdog must not remove it.
      process.destroyForcibly();
      throw failed;
    }
    try {
      launch.directory().copy(launch.copies());
      ListeningSockets sockets = ListeningSockets.open(launch.directory(), launch.sockets());
      process.onExit().thenRun(sockets::wakeUp);
      release(process);
      return new QemuProcess(launch, process, sockets, log);
    } catch (IOException failed) {
      process.destroyForcibly();
      launch.directory().delete();
      throw failed;
    }
  }

  private static void release(Process process) throws IOException {
    OutputStream input = process.getOutputStream();
    input.write("start\n".getBytes(StandardCharsets.US_ASCII));
    input.flush();
  }

  /**
   * Returns the connections from the process, by the names of their sockets; the caller has to
   * close them.
   *
   * @throws VirtualMachineException as of {@link #failure}, if the process exits first, does not
   *     connect in time, or this thread is interrupted; the interrupt flag is then set again
   */
  @API(status = INTERNAL)
  public Map<String, SocketChannel> accept(Duration timeout) {
    long begin = System.nanoTime();
    try (sockets) {
      if (sockets.accept(timeout, () -> !process.isAlive())) {
        return sockets.take();
      }
      throw notConnected(Duration.ofNanos(System.nanoTime() - begin), timeout);
    } catch (IOException | UncheckedIOException failed) {
      throw new VirtualMachineException(
          "Virtual machine [%s]: cannot accept QEMU's connections: %s"
              .formatted(launch.vm(), failed),
          failed);
    }
  }

  private VirtualMachineException notConnected(Duration waited, Duration timeout) {
    if (!Thread.currentThread().isInterrupted()) {
      return failure(
          "did not start", "it did not connect within [%s]".formatted(DurationText.of(timeout)));
    }
    VirtualMachineException interrupted =
        failure(
            "did not start",
            "the start was interrupted after [%s], before it had connected; its timeout is [%s]"
                .formatted(DurationText.of(waited), DurationText.of(timeout)));
    interrupted.initCause(new InterruptedException());
    return interrupted;
  }

  /** Returns the process id. */
  public long pid() {
    return process.pid();
  }

  /** Whether the process is running. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Returns the exit code of a process that has exited. */
  public int exitCode() {
    return process.exitValue();
  }

  /** Returns the parameters of its start. */
  @API(status = INTERNAL)
  public QemuLaunch launch() {
    return launch;
  }

  /** Completes with the exit code when the process has exited, for whatever reason. */
  public CompletionStage<Integer> exited() {
    return process.onExit().thenApply(Process::exitValue);
  }

  /**
   * Completes with an error when a signal has stopped the process for five seconds.
   *
   * @param executor checks the process once per interval
   */
  @API(status = INTERNAL)
  public CompletionStage<VirtualMachineException> frozen(
      ScheduledExecutorService executor, Duration interval) {
    CompletableFuture<VirtualMachineException> frozen = new CompletableFuture<>();
    Future<?> watch =
        StoppedProcessMonitor.start(
            pid(), executor, interval, () -> frozen.complete(failure(STOPPED, stillStopped())));
    frozen.thenRun(() -> watch.cancel(false));
    process.onExit().thenRun(() -> watch.cancel(false));
    return frozen.minimalCompletionStage();
  }

  private String stillStopped() {
    return "by SIGSTOP or a similar signal, as process [%d]; [kill -CONT %d] resumes it"
        .formatted(pid(), pid());
  }

  /**
   * Waits for the exit; returns whether it happened in time. An interrupt does not shorten the
   * wait.
   */
  public boolean awaitExit(Duration timeout) {
    return process
        .onExit()
        .thenApply(exited -> true)
        .completeOnTimeout(false, timeout.toNanos(), TimeUnit.NANOSECONDS)
        .join();
  }

  /**
   * Returns an error with the condition of the process.
   *
   * @param what the verb: "did not start"
   * @param whileAlive the text if the process is still running
   */
  public VirtualMachineException failure(String what, String whileAlive) {
    return new VirtualMachineException(
        "QEMU of virtual machine [%s] %s: %s\nCommand line: %s\nIts last output, all of it is in [%s]:\n%s"
            .formatted(
                launch.vm(),
                what,
                process.isAlive()
                    ? whileAlive
                    : "exit code [" + process.exitValue() + "]" + log.complaint(),
                String.join(" ", launch.command()),
                log.file(),
                log.lastLines()));
  }

  /**
   * Ends the process: by {@code quit}, which requests the exit and must not wait, then by SIGTERM,
   * then by SIGKILL; at most nine seconds in all. Then removes its directory. Idempotent.
   */
  @API(status = INTERNAL)
  public void end(Runnable quit) {
    end(quit, ShutdownTimeouts.STANDARD);
  }

  @API(status = INTERNAL)
  public void end(Runnable quit, ShutdownTimeouts patience) {
    List<ProcessHandle> commands = commands();
    if (ProcessState.isStopped(pid())) {
      process.toHandle().destroyForcibly();
      awaitExit(patience.afterKill());
    }
    if (process.isAlive()) {
      quit.run();
      // By its handle: Process.destroy() also closes the input, and then the watchdog kills QEMU.
      if (!awaitExit(patience.afterQuit())
          && process.toHandle().destroy()
          && !awaitExit(patience.afterTerm())
          && process.toHandle().destroyForcibly()) {
        awaitExit(patience.afterKill());
      }
    }
    commands.forEach(ProcessHandle::destroyForcibly);
    new Closer()
        .add(sockets)
        .add(launch.directory()::delete)
        // The end of its input ends the watchdog.
        .add(process.getOutputStream())
        .run();
  }

  /** Requests the exit by SIGTERM; does not wait. */
  @API(status = INTERNAL)
  public void terminate() {
    // By its handle: Process.destroy() also closes the input, and then the watchdog kills QEMU.
    process.toHandle().destroy();
  }

  /** Kills the process as a fault that the test injects; its exit is then no failure. */
  public void kill() {
    killed = true;
    process.toHandle().destroyForcibly();
  }

  /** Whether {@link #kill()} was called. */
  public boolean wasKilled() {
    return killed;
  }

  /**
   * Returns QEMU's child processes for a migration; one that waits for the other host may outlive
   * it.
   */
  private List<ProcessHandle> commands() {
    return process.toHandle().descendants().filter(each -> !Watchdog.is(each)).toList();
  }

  /**
   * Returns the condition as text: the process id and, if the system reports it, the state ({@code
   * stopped}, {@code sleeping}), or the exit code.
   */
  public String condition() {
    if (!process.isAlive()) {
      return "has ended with exit code [%d]".formatted(process.exitValue());
    }
    return "has process id [%d]".formatted(pid())
        + ProcessState.of(pid()).map(state -> " and is [" + state + "]").orElse("");
  }

  /** Returns the last lines of the output; empty if there is none. */
  public String lastLines() {
    return log.lastLines();
  }

  /** Returns the log file of the output. */
  public Path log() {
    return log.file();
  }
}
