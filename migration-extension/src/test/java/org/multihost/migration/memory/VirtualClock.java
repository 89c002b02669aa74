package org.multihost.migration.memory;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * A time that passes only when its owner says so: a queue of tasks, the same run after run. For one
 * thread, which advances it, and on which the tasks run; others may give tasks.
 */
public final class VirtualClock implements MemoryClock {

  private record Task(Duration time, long number, Runnable work) {}

  // Guarded by this.
  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(Comparator.comparing(Task::time).thenComparing(Task::number));
  private Duration now = Duration.ZERO;
  private long given;

  @Override
  public synchronized Duration now() {
    return now;
  }

  @Override
  public synchronized Timer after(Duration delay, Runnable work) {
    Task task = new Task(now.plus(delay), ++given, work);
    tasks.add(task);
    return () -> cancel(task);
  }

  private synchronized void cancel(Task task) {
    tasks.remove(task);
  }

  /** Runs whatever is due until that much time has passed. */
  public void advance(Duration time) {
    Duration end = now().plus(time);
    for (Task task = next(end); task != null; task = next(end)) {
      task.work().run();
    }
    synchronized (this) {
      now = end;
    }
  }

  /**
   * Runs the next task, whenever it is due; the time is then its time.
   *
   * @return whether there was one
   */
  public boolean step() {
    Task task = next(null);
    if (task != null) {
      task.work().run();
    }
    return task != null;
  }

  private synchronized Task next(Duration end) {
    Task first = tasks.peek();
    if (first == null || end != null && first.time().compareTo(end) > 0) {
      return null;
    }
    now = first.time();
    return tasks.poll();
  }

  /** Lets the time pass on this thread until the future is complete. */
  @Override
  public <T> T await(CompletableFuture<T> future) throws InterruptedException, ExecutionException {
    while (!future.isDone()) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      if (!step()) {
        throw new IllegalStateException("Nothing will ever complete what is waited for");
      }
    }
    return future.get();
  }
}
