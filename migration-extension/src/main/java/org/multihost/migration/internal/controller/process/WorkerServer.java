package org.multihost.migration.internal.controller.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.multihost.migration.internal.time.DaemonThread;
import org.multihost.migration.internal.worker.JsonLineConnection;
import org.multihost.migration.internal.worker.WorkerEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loopback port to which workers connect. It accepts only connections with an expected token.
 */
final class WorkerServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WorkerServer.class);
  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final ServerSocket server;
  private final Map<String, CompletableFuture<JsonLineConnection<WorkerEvent>>> expected =
      new ConcurrentHashMap<>();
  private final WorkerHandshakes handshakes = new WorkerHandshakes(this::connected);
  private final Thread thread = DaemonThread.named("multihost-workers", this::acceptAll);

  private WorkerServer(ServerSocket server) {
    this.server = server;
  }

  static WorkerServer open() throws IOException {
    WorkerServer started =
        new WorkerServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    started.thread.start();
    return started;
  }

  int port() {
    return server.getLocalPort();
  }

  /** Returns a future that completes when the worker with that token has connected. */
  CompletableFuture<JsonLineConnection<WorkerEvent>> expect(String token) {
    return expected.computeIfAbsent(token, key -> new CompletableFuture<>());
  }

  private void acceptAll() {
    while (!server.isClosed()) {
      try {
        Socket connection = server.accept();
        handshakes.read(connection);
      } catch (IOException e) {
        LOG.debug("The workers' port is closed", e);
      }
    }
  }

  private boolean connected(WorkerEvent.Hello hello, JsonLineConnection<WorkerEvent> conversation) {
    CompletableFuture<JsonLineConnection<WorkerEvent>> worker = expected.remove(hello.token());
    return worker != null && worker.complete(conversation);
  }

  @Override
  public void close() {
    try {
      server.close();
      handshakes.close();
      thread.join(CLOSE.toMillis());
    } catch (IOException e) {
      LOG.debug("The workers' port does not close", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
