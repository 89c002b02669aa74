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
 * A worker's connection that is still to come, and the time it has for that.
 *
 * @param connection completes when the worker has connected
 * @param limit how long that may take
 * @param since when the worker was started, in {@link System#nanoTime()}'s time
 */
record WorkerArrival(
    CompletableFuture<JsonLineConnection<WorkerEvent>> connection, Duration limit, long since) {

  /** Of a worker that is started now. */
  static WorkerArrival of(
      CompletableFuture<JsonLineConnection<WorkerEvent>> connection, Duration limit) {
    return new WorkerArrival(connection, limit, System.nanoTime());
  }

  /**
   * Waits for the connection, until the time is over or the process has ended.
   *
   * @param bounded whether the limit holds
   * @throws ExecutionException if the process has ended before
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
