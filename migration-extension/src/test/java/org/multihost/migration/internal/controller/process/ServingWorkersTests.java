package org.multihost.migration.internal.controller.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.multihost.migration.internal.controller.FakeProcess;
import org.multihost.migration.internal.controller.OneClassRun;
import org.multihost.migration.internal.worker.JsonLineConnection;
import org.multihost.migration.internal.worker.WorkerEvent;

/** The bookkeeping of workers, with processes that do what a test wants. */
@Timeout(60)
final class ServingWorkersTests {

  private static final Duration LIMIT = Duration.ofMillis(50);

  private final List<FakeProcess> started = new ArrayList<>();
  private final List<String> replaced = new ArrayList<>();
  private final List<AutoCloseable> open = new ArrayList<>();
  private final BlockingQueue<WorkerMessage> inbox = new LinkedBlockingQueue<>();
  private Arrivals arrivals = host -> connected();

  @TempDir private Path directory;

  /** How a host's worker connects, or why it cannot be started. */
  private interface Arrivals {
    CompletableFuture<JsonLineConnection<WorkerEvent>> of(String host) throws IOException;
  }

  private final ServingWorkers workers =
      new ServingWorkers(this::start, replaced::add, host -> false, inbox);

  private WorkerProcess start(String host, Duration limit) throws IOException {
    CompletableFuture<JsonLineConnection<WorkerEvent>> arrival = arrivals.of(host);
    FakeProcess process = new FakeProcess();
    started.add(process);
    HostOutput output =
        HostOutput.start(
            host,
            process.getInputStream(),
            directory.resolve(host + ".log"),
            new PrintStream(PrintStream.nullOutputStream()));
    return new WorkerProcess(
        host,
        new WorkerJvm(process, process.getOutputStream()),
        output,
        WorkerArrival.of(arrival, limit));
  }

  private CompletableFuture<JsonLineConnection<WorkerEvent>> connected() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Socket worker = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort());
      open.add(worker);
      Socket controller = server.accept();
      open.add(controller);
      return CompletableFuture.completedFuture(
          new JsonLineConnection<>(controller, WorkerEvent.class));
    }
  }

  @AfterEach
  void end() throws Exception {
    started.forEach(FakeProcess::destroyForcibly);
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  @Test
  void workersThatServeAreUsedAgain() throws Exception {
    List<WorkerProcess> first = workers.of(List.of("a", "b"), LIMIT);

    assertThat(workers.of(List.of("b", "a"), LIMIT)).containsExactly(first.get(1), first.get(0));
    assertThat(started).hasSize(2).noneMatch(FakeProcess::isKilled);
  }

  @Test
  void aWorkerThatDoesNotConnectIsGoneAndSoAreThoseThatWereStartedWithIt() throws Exception {
    arrivals = host -> host.equals("a") ? connected() : new CompletableFuture<>();

    assertThatThrownBy(() -> workers.of(List.of("a", "b"), LIMIT))
        .hasMessageContainingAll("worker of host [b]", "did not connect within 50 ms");

    assertThat(started).hasSize(2).noneMatch(Process::isAlive);
    arrivals = host -> connected();
    assertThat(workers.of(List.of("a", "b"), LIMIT)).allMatch(WorkerProcess::serves);
    assertThat(started).hasSize(4);
  }

  @Test
  void aStartThatFailsHalfWayLeavesNothing() throws Exception {
    arrivals =
        host -> {
          if (host.equals("b")) {
            throw new IOException("no memory");
          }
          return connected();
        };

    assertThatThrownBy(() -> workers.of(List.of("a", "b"), LIMIT))
        .hasMessageContainingAll("worker of host [b] cannot be started", "no memory");

    assertThat(started).singleElement().matches(process -> !process.isAlive());
    arrivals = host -> connected();
    assertThat(workers.of(List.of("a"), LIMIT)).allMatch(WorkerProcess::serves);
  }

  @Test
  void aWorkerWhoseConnectionHasEndedIsReplaced() throws Exception {
    WorkerProcess first = workers.of(List.of("a"), LIMIT).get(0);
    started.get(0).destroyForcibly();
    open.get(0).close();
    assertThat(inbox.take()).isEqualTo(new WorkerMessage.Gone(first));

    assertThat(workers.of(List.of("a"), LIMIT)).doesNotContain(first);
    assertThat(replaced).containsExactly("a", "a");
  }

  /** It never connected, so that nobody will report its end. */
  @Test
  void aClassEndsOnAHostThatCannotBeAsked() throws Exception {
    WorkerProcess unconnected = start("only", LIMIT);

    List<Throwable> failures = OneClassRun.failuresOn(unconnected, inbox);

    assertThat(failures)
        .singleElement()
        .asString()
        .contains("Host [only] cannot be asked to run class", "is not connected");
    assertThat(started).allMatch(FakeProcess::isKilled);
  }
}
