package org.multihost.migration.internal.time;

import java.lang.management.ThreadInfo;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeoutException;

/**
 * A clock that stands still until a test advances it; its timers run on the thread that does.
 * Threads and waits are real. Safe for use by several threads.
 */
public final class ManualTime implements Time {

  private record Timer(long due, long number, Runnable task) {}

  private final Time real = Time.system();

  // Guarded by this.
  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>(Comparator.comparing(Timer::due).thenComparing(Timer::number));
  private long now = 1; // not zero, which a field that was never set has
  private long given;

  /** Lets the time pass, and runs the timers that are due, in order. */
  public void advance(Duration time) {
    long end = nanos() + time.toNanos();
    for (Timer timer = due(end); timer != null; timer = due(end)) {
      timer.task().run();
    }
    synchronized (this) {
      now = end;
    }
  }

  private synchronized Timer due(long end) {
    Timer first = timers.peek();
    if (first == null || first.due() > end) {
      return null;
    }
    now = Math.max(now, first.due());
    return timers.poll();
  }

  @Override
  public synchronized long nanos() {
    return now;
  }

  @Override
  public synchronized void after(Duration delay, Runnable task) {
    timers.add(new Timer(now + delay.toNanos(), ++given, task));
  }

  @Override
  public <T> T await(CompletionStage<T> stage, Duration limit)
      throws InterruptedException, ExecutionException, TimeoutException {
    return real.await(stage, limit);
  }

  @Override
  public Thread thread(String name, Runnable task) {
    return real.thread(name, task);
  }

  @Override
  public boolean join(Thread thread, Duration limit) throws InterruptedException {
    return real.join(thread, limit);
  }

  @Override
  public ExecutorService executor(String name) {
    return real.executor(name);
  }

  @Override
  public ThreadInfo[] threads() {
    return real.threads();
  }
}
