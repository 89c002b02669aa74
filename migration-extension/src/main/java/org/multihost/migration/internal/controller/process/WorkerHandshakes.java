package org.multihost.migration.internal.controller.process;

import org.multihost.migration.internal.time.DaemonThread;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import org.multihost.migration.internal.worker.JsonLineConnection;
import org.multihost.migration.internal.worker.WorkerEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections to the workers' port that have not identified themselves yet. A limited number is
 * read at a time, each for a few seconds, so that a stranger that sends nothing, or never ends,
 * does not delay a worker.
 */
final class WorkerHandshakes implements AutoCloseable {

  static final Duration HELLO = Duration.ofSeconds(5);
  static final int AT_A_TIME = 16;

  private static final Logger LOG = LoggerFactory.getLogger(WorkerHandshakes.class);

  private final BiPredicate<WorkerEvent.Hello, JsonLineConnection<WorkerEvent>> host;
  private final Set<Socket> heard = ConcurrentHashMap.newKeySet();
  private final ThreadPoolExecutor greeters =
      new ThreadPoolExecutor(
          0,
          AT_A_TIME,
          1,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          task -> DaemonThread.named("multihost-workers-greeter", task),
          // While all threads are busy, no further connection is accepted.
          new ThreadPoolExecutor.CallerRunsPolicy());
  private final ScheduledThreadPoolExecutor clock =
      new ScheduledThreadPoolExecutor(
          1, task -> DaemonThread.named("multihost-workers-clock", task));

  /**
   * @param host decides whether a connection is accepted, and then owns it
   */
  WorkerHandshakes(BiPredicate<WorkerEvent.Hello, JsonLineConnection<WorkerEvent>> host) {
    this.host = host;
    clock.setRemoveOnCancelPolicy(true);
  }

  /**
   * Reads a connection's first message, then accepts or closes it; takes ownership of the socket.
   */
  void greet(Socket socket) {
    heard.add(socket);
    try {
      Future<?> late =
          clock.schedule(() -> sendAway(socket), HELLO.toMillis(), TimeUnit.MILLISECONDS);
      greeters.execute(() -> hear(socket, late));
    } catch (RejectedExecutionException closed) {
      sendAway(socket);
    }
  }

  private void hear(Socket socket, Future<?> late) {
    boolean in = false;
    try {
      JsonLineConnection<WorkerEvent> conversation =
          new JsonLineConnection<>(socket, WorkerEvent.class);
      in =
          conversation.receive() instanceof WorkerEvent.Hello hello
              && late.cancel(false)
              && host.test(hello, conversation);
    } catch (IOException | RuntimeException e) {
      LOG.debug("A visitor at the workers' port said something else than who it is", e);
    } finally {
      late.cancel(false);
      if (!in) {
        sendAway(socket);
        LOG.debug("A stranger at the workers' port was turned away");
      }
      heard.remove(socket);
    }
  }

  private static void sendAway(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.debug("A stranger's socket does not close", e);
    }
  }

  /** Closes the connections that are still being read. */
  @Override
  public void close() {
    clock.shutdownNow();
    greeters.shutdown();
    heard.forEach(WorkerHandshakes::sendAway);
  }
}
