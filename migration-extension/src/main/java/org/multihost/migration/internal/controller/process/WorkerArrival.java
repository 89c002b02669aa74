package org.multihost.migration.internal.controller.process;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.multihost.migration.internal.worker.JsonLineConnection;
import org.multihost.migration.internal.worker.WorkerEvent;

/**
 * The pending connection of a worker, with its timeout.
 *
 * @param connection completes when the worker has connected
 * @param limit the timeout
 * @param since the time of the worker's start, by {@link System#nanoTime()}
 */
record WorkerArrival(
    CompletableFuture<JsonLineConnection<WorkerEvent>> connection, Duration limit, long since) {

  /** Creates the pending connection of a worker that is started now. */
  static WorkerArrival of(
      CompletableFuture<JsonLineConnection<WorkerEvent>> connection, Duration limit) {
    return new WorkerArrival(connection, limit, System.nanoTime());
  }

  /**
   * Waits for the connection, until the wait times out or the process has ended.
   *
   * @param bounded whether the timeout applies
   * @throws ExecutionException if the process has ended before it connected
   */
  JsonLineConnection<WorkerEvent> await(Process process, boolean bounded)
      throws InterruptedException, ExecutionException, TimeoutException {
    process
        .onExit()
        .thenRun(() -> connection.completeExceptionally(new IOException("the process has ended")));
    if (!bounded) {
      return connection.get();
    }
    long left = limit.toNanos() - (System.nanoTime() - since);
    return connection.get(Math.max(0, left), TimeUnit.NANOSECONDS);
  }
}
