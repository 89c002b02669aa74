package org.multihost.migration.internal.controller;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.internal.worker.Conversation;
import org.multihost.migration.internal.worker.WorkerEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where workers come in: a loopback port that lets in only who shows a token that is expected. */
final class WorkerDoor implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WorkerDoor.class);
  private static final Duration HELLO = Duration.ofSeconds(5);
  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final ServerSocket server;
  private final Map<String, CompletableFuture<Conversation<WorkerEvent>>> expected =
      new ConcurrentHashMap<>();
  private final Thread thread = new Thread(this::acceptAll, "multihost-workers");

  private WorkerDoor(ServerSocket server) {
    this.server = server;
  }

  static WorkerDoor open() throws IOException {
    WorkerDoor door = new WorkerDoor(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    door.thread.setDaemon(true);
    door.thread.start();
    return door;
  }

  int port() {
    return server.getLocalPort();
  }

  /** Completes when the worker with that token has come. */
  CompletableFuture<Conversation<WorkerEvent>> expect(String token) {
    return expected.computeIfAbsent(token, key -> new CompletableFuture<>());
  }

  private void acceptAll() {
    while (!server.isClosed()) {
      try {
        greet(server.accept());
      } catch (IOException e) {
        LOG.debug("The workers' port is closed", e);
      }
    }
  }

  private void greet(Socket socket) throws IOException {
    Conversation<WorkerEvent> conversation = new Conversation<>(socket, WorkerEvent.class);
    CompletableFuture<Conversation<WorkerEvent>> worker = null;
    try {
      worker = known(conversation.receive(HELLO));
    } catch (IOException e) {
      LOG.warn("A stranger at the workers' port was turned away: {}", e.getMessage());
    }
    if (worker == null || !worker.complete(conversation)) {
      conversation.close();
    }
  }

  private @Nullable CompletableFuture<Conversation<WorkerEvent>> known(
      @Nullable WorkerEvent event) {
    return event instanceof WorkerEvent.Hello hello ? expected.remove(hello.token()) : null;
  }

  @Override
  public void close() {
    try {
      server.close();
      thread.join(CLOSE.toMillis());
    } catch (IOException e) {
      LOG.debug("The workers' port does not close", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
