package org.multihost.migration.internal.controller.process;

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
import org.multihost.migration.internal.time.DaemonThread;
import org.multihost.migration.internal.worker.JsonLineConnection;
import org.multihost.migration.internal.worker.WorkerEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections to the workers' port that have not identified themselves yet. A limited number is
 * read at a time, each for a few seconds, so that a foreign one that sends nothing, or never ends,
 * does not delay a worker.
 */
final class WorkerHandshakes implements AutoCloseable {

  static final Duration HELLO = Duration.ofSeconds(5);
  static final int AT_A_TIME = 16;

  private static final Logger LOG = LoggerFactory.getLogger(WorkerHandshakes.class);

  private final BiPredicate<WorkerEvent.Hello, JsonLineConnection<WorkerEvent>> host;
  private final Set<Socket> reading = ConcurrentHashMap.newKeySet();
  private final ThreadPoolExecutor readers =
      new ThreadPoolExecutor(
          0,
          AT_A_TIME,
          1,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          task -> DaemonThread.named("multihost-workers-reader", task),
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
  void read(Socket socket) {
    reading.add(socket);
    try {
      Future<?> late =
          clock.schedule(() -> reject(socket), HELLO.toMillis(), TimeUnit.MILLISECONDS);
      readers.execute(() -> readHello(socket, late));
    } catch (RejectedExecutionException closed) {
      reject(socket);
    }
  }

  private void readHello(Socket socket, Future<?> late) {
    boolean accepted = false;
    try {
      JsonLineConnection<WorkerEvent> conversation =
          new JsonLineConnection<>(socket, WorkerEvent.class);
      accepted =
          conversation.receive() instanceof WorkerEvent.Hello hello
              && late.cancel(false)
              && host.test(hello, conversation);
    } catch (IOException | RuntimeException e) {
      LOG.debug("A connection to the workers' port did not begin with a valid hello", e);
    } finally {
      late.cancel(false);
      if (!accepted) {
        reject(socket);
        LOG.debug("A connection to the workers' port was rejected");
      }
      reading.remove(socket);
    }
  }

  private static void reject(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.debug("The socket of a rejected connection does not close", e);
    }
  }

  /** Closes the connections that are still being read. */
  @Override
  public void close() {
    clock.shutdownNow();
    readers.shutdown();
    reading.forEach(WorkerHandshakes::reject);
  }
}
