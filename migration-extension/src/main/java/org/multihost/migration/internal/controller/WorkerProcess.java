package org.multihost.migration.internal.controller;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.MultihostException;
import org.multihost.migration.internal.config.Durations;
import org.multihost.migration.internal.worker.Conversation;
import org.multihost.migration.internal.worker.WorkerBootstrap;
import org.multihost.migration.internal.worker.WorkerCommand;
import org.multihost.migration.internal.worker.WorkerEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker's JVM and the connection to it. The worker lives as long as the pipe to its standard
 * input is open, so it ends with the controller, whatever way that ends.
 */
final class WorkerProcess {

  private static final Logger LOG = LoggerFactory.getLogger(WorkerProcess.class);

  /** Between the end of the connection and the end of the process. */
  private static final Duration EXIT = Duration.ofSeconds(20);

  private static final Duration OUTPUT = Duration.ofSeconds(5);
  private static final int SIGNAL = 128;

  private final String host;
  private final Path logFile;
  private final Process process;
  private final OutputStream pipe;
  private final HostOutput output;
  private volatile @Nullable String killedBecause;
  private @Nullable Conversation<WorkerEvent> conversation; // guarded by the controller's thread

  private WorkerProcess(String host, Path logFile, Process process, PrintStream console) {
    this.host = host;
    this.logFile = logFile;
    this.process = process;
    this.pipe = process.getOutputStream();
    this.output = new HostOutput(host, process.getInputStream(), logFile, console);
  }

  /** Starts the JVM and tells it who it is. */
  static WorkerProcess start(
      ProcessBuilder builder, WorkerBootstrap bootstrap, Path logFile, PrintStream console)
      throws IOException {
    Process process = builder.redirectErrorStream(true).start();
    WorkerProcess worker = new WorkerProcess(bootstrap.host(), logFile, process, console);
    worker.output.start();
    try {
      worker.pipe.write(Conversation.line(bootstrap));
      worker.pipe.flush();
    } catch (IOException e) {
      LOG.debug("Host [{}] has ended at once, which its connection will show", worker.host, e);
    }
    return worker;
  }

  String host() {
    return host;
  }

  Path logFile() {
    return logFile;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** How it ended, for messages. */
  String exit() {
    if (process.isAlive()) {
      return "its connection, but not its process [" + process.pid() + "]";
    }
    int code = process.exitValue();
    String why = killedBecause == null ? "" : "; it was killed because " + killedBecause;
    return (code > SIGNAL
            ? "exit code [%d] (signal %d)".formatted(code, code - SIGNAL)
            : "exit code [%d]".formatted(code))
        + why;
  }

  /**
   * Waits until the worker has come in, and from then on passes on what it reports.
   *
   * @param limit how long, or, while a debugger is waited for, as long as its process lives
   */
  void connect(
      CompletableFuture<Conversation<WorkerEvent>> coming,
      Optional<Duration> limit,
      BlockingQueue<WorkerMessage> inbox)
      throws InterruptedException {
    process.onExit().thenRun(() -> coming.completeExceptionally(new IOException("ended")));
    try {
      Conversation<WorkerEvent> connected =
          limit.isEmpty()
              ? coming.get()
              : coming.get(limit.get().toMillis(), TimeUnit.MILLISECONDS);
      conversation = connected;
      Thread events = new Thread(() -> relay(connected, inbox), "multihost-events-" + host);
      events.setDaemon(true);
      events.start();
    } catch (ExecutionException e) {
      output.join(OUTPUT);
      throw failedStart("has ended with " + exit() + " before it was there");
    } catch (TimeoutException e) {
      throw failedStart(
          "was not there within %s (multihost.timeout.join)"
              .formatted(Durations.format(limit.orElseThrow())));
    }
  }

  private MultihostException failedStart(String what) {
    return new MultihostException(
        "The worker of host [%s] %s; log: %s; its last lines:%n%s"
            .formatted(host, what, logFile, String.join(System.lineSeparator(), output.last())));
  }

  private void relay(Conversation<WorkerEvent> connected, BlockingQueue<WorkerMessage> inbox) {
    try (connected) {
      for (WorkerEvent event = connected.receive(); event != null; event = connected.receive()) {
        inbox.add(new WorkerMessage.Heard(this, event));
      }
    } catch (IOException e) {
      LOG.debug("The connection to host [{}] has ended", host, e);
    }
    awaitExit(EXIT);
    inbox.add(new WorkerMessage.Gone(this));
  }

  void send(WorkerCommand command) throws IOException {
    if (conversation == null) {
      throw new IOException("Host [%s] is not connected".formatted(host));
    }
    conversation.send(command);
  }

  /** Ends it without a word; harmless when it has ended. Any thread may call it. */
  void kill(String why) {
    if (process.isAlive()) {
      killedBecause = why;
      process.destroyForcibly();
    }
  }

  /** Asks it to leave; does not wait. */
  void dismiss() {
    try {
      send(new WorkerCommand.Leave());
    } catch (IOException e) {
      process.destroy();
    }
  }

  /** Waits until the process is gone; then it is killed. */
  void awaitExit(Duration limit) {
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("Host [{}] does not leave within {}, so it is killed", host, limit);
        process.destroyForcibly().waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
      }
      output.join(OUTPUT);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
