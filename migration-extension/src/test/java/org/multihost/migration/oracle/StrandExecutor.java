package org.multihost.migration.oracle;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An executor that has a thread only while there is something to do. */
final class StrandExecutor extends AbstractExecutorService {

  private final VirtualTime time;
  private final String name;
  private final Deque<Runnable> tasks = new ArrayDeque<>(); // guarded by this
  private @Nullable Thread worker; // guarded by this
  private boolean shutdown; // guarded by this

  StrandExecutor(VirtualTime time, String name) {
    this.time = time;
    this.name = name;
  }

  @Override
  public synchronized void execute(Runnable task) {
    if (shutdown) {
      throw new RejectedExecutionException(name + " is shut down");
    }
    tasks.add(task);
    if (worker == null) {
      worker = time.thread(name, this::work);
      worker.start();
    }
  }

  private void work() {
    for (Runnable task = next(); task != null; task = next()) {
      try {
        task.run();
      } catch (RuntimeException | Error e) {
        continue; // as a pool's worker: the next one takes over
      }
    }
  }

  private synchronized @Nullable Runnable next() {
    Runnable task = tasks.poll();
    if (task == null) {
      worker = null;
    }
    return task;
  }

  @Override
  public synchronized void shutdown() {
    shutdown = true;
  }

  @Override
  public synchronized List<Runnable> shutdownNow() {
    shutdown = true;
    List<Runnable> rest = new ArrayList<>(tasks);
    tasks.clear();
    if (worker != null) {
      worker.interrupt();
    }
    return rest;
  }

  @Override
  public synchronized boolean isShutdown() {
    return shutdown;
  }

  @Override
  public synchronized boolean isTerminated() {
    return shutdown && worker == null;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    throw new UnsupportedOperationException("nobody waits for it");
  }
}
