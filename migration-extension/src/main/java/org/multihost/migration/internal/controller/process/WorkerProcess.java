package org.multihost.migration.internal.controller.process;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.MultihostException;
import org.multihost.migration.internal.config.text.Durations;
import org.multihost.migration.internal.time.DaemonThread;
import org.multihost.migration.internal.worker.JsonLineConnection;
import org.multihost.migration.internal.worker.WorkerBootstrap;
import org.multihost.migration.internal.worker.WorkerCommand;
import org.multihost.migration.internal.worker.WorkerEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A worker: its process, its output, and the connection to it. */
public final class WorkerProcess {

  private static final Logger LOG = LoggerFactory.getLogger(WorkerProcess.class);

  /**
   * The time from the end of the connection, or from the request to leave, to the end of the
   * process.
   */
  private static final Duration EXIT = Duration.ofSeconds(20);

  private static final Duration OUTPUT = Duration.ofSeconds(5);
  private static final int SIGNAL = 128;

  /** The exit code of a process that was killed, and had not begun to exit by itself. */
  private static final int KILLED = SIGNAL + 9;

  private final String host;
  private final WorkerJvm jvm;
  private final HostOutput output;
  private final WorkerArrival arrival;
  private volatile @Nullable String killedBecause;
  private volatile boolean heard;
  private @Nullable JsonLineConnection<WorkerEvent>
      conversation; // for the controller's thread only

  /**
   * Creates a worker of a process that was started, and whose output is being read.
   *
   * @param arrival the pending connection, which the worker makes by itself
   */
  WorkerProcess(String host, WorkerJvm jvm, HostOutput output, WorkerArrival arrival) {
    this.host = host;
    this.jvm = jvm;
    this.output = output;
    this.arrival = arrival;
  }

  public String host() {
    return host;
  }

  public Path logFile() {
    return output.logFile();
  }

  /**
   * Whether the worker is connected and alive, so that it takes requests and its end will be
   * reported.
   */
  boolean serves() {
    return heard && jvm.process().isAlive();
  }

  /** Describes how the worker ended, for messages. */
  public String exit() {
    if (jvm.process().isAlive()) {
      return "its connection, but not its process [" + jvm.process().pid() + "]";
    }
    int code = jvm.process().exitValue();
    boolean killed = killedBecause != null && code == KILLED;
    String why = killed ? "; it was killed because " + killedBecause : "";
    return (code > SIGNAL
            ? "exit code [%d] (signal %d)".formatted(code, code - SIGNAL)
            : "exit code [%d]".formatted(code))
        + why;
  }

  /** Sends the JVM its bootstrap record. */
  void tell(WorkerBootstrap bootstrap) throws IOException {
    jvm.tell(JsonLineConnection.line(bootstrap));
  }

  /**
   * Waits until the worker has connected. From then on its events are put into the inbox, and after
   * them its end, whatever the cause.
   *
   * @param bounded whether the timeout applies; the wait for a debugger lasts as long as the
   *     process lives
   * @throws MultihostException if the worker does not connect
   */
  void connect(boolean bounded, BlockingQueue<WorkerMessage> inbox) throws InterruptedException {
    try {
      JsonLineConnection<WorkerEvent> connected = arrival.await(jvm.process(), bounded);
      conversation = connected;
      heard = true;
      DaemonThread.named("multihost-events-" + host, () -> relay(connected, inbox)).start();
    } catch (ExecutionException e) {
      output.join(OUTPUT);
      throw failedStart("exited with " + exit() + " before it connected");
    } catch (TimeoutException e) {
      throw failedStart(
          "did not connect within %s (multihost.timeout.join)"
              .formatted(Durations.format(arrival.limit())));
    }
  }

  private MultihostException failedStart(String what) {
    return new MultihostException(
        "The worker of host [%s] %s; log: %s; its last lines:%n%s"
            .formatted(host, what, logFile(), String.join(System.lineSeparator(), output.last())));
  }

  private void relay(
      JsonLineConnection<WorkerEvent> connected, BlockingQueue<WorkerMessage> inbox) {
    try (connected) {
      for (WorkerEvent event = connected.receive(); event != null; event = connected.receive()) {
        inbox.add(new WorkerMessage.Heard(this, event));
      }
    } catch (IOException e) {
      LOG.debug("The connection to host [{}] has ended", host, e);
    } finally {
      heard = false;
      awaitExit();
      inbox.add(new WorkerMessage.Gone(this));
    }
  }

  public void send(WorkerCommand command) throws IOException {
    if (conversation == null) {
      throw new IOException("Host [%s] is not connected".formatted(host));
    }
    conversation.send(command);
  }

  /** Kills the process; has no effect after its end. Any thread may call it. */
  public void kill(String why) {
    if (jvm.process().isAlive()) {
      killedBecause = why;
      jvm.process().destroyForcibly();
    }
  }

  /** Asks the worker to exit; does not wait. */
  void dismiss() {
    try {
      send(new WorkerCommand.Leave());
    } catch (IOException e) {
      jvm.process().destroy();
    }
  }

  /** Waits, in bounded time, until the process has ended; kills it if the wait times out. */
  void awaitExit() {
    Process process = jvm.process();
    try {
      if (!process.waitFor(EXIT.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("Host [{}] does not exit within {}, so it is killed", host, EXIT);
        process.destroyForcibly().waitFor(EXIT.toMillis(), TimeUnit.MILLISECONDS);
      }
      output.join(OUTPUT);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
