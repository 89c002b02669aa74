package org.multihost.migration.internal.time;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The real clock of this host, and real threads. */
final class SystemTime implements Time {

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public <T> T await(CompletionStage<T> stage, Duration limit)
      throws InterruptedException, ExecutionException, TimeoutException {
    return stage.toCompletableFuture().get(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public void after(Duration delay, Runnable task) {
    CompletableFuture.delayedExecutor(delay.toNanos(), TimeUnit.NANOSECONDS).execute(task);
  }

  @Override
  public Thread thread(String name, Runnable task) {
    return DaemonThread.named(name, task);
  }

  @Override
  public boolean join(Thread thread, Duration limit) throws InterruptedException {
    TimeUnit.NANOSECONDS.timedJoin(thread, limit.toNanos());
    return !thread.isAlive();
  }

  @Override
  public ExecutorService executor(String name) {
    return Executors.newSingleThreadExecutor(task -> thread(name, task));
  }

  @Override
  public ThreadInfo[] threads() {
    return ManagementFactory.getThreadMXBean().dumpAllThreads(true, true);
  }
}
