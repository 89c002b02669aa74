package org.multihost.migration.oracle;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeoutException;
import org.multihost.migration.memory.MemoryClock;

/** The hypervisor's part of a virtual time: its tasks run one after the other. */
final class HypervisorClock implements MemoryClock {

  private static final Duration ENDLESS = Duration.ofDays(365);

  private final VirtualTime time;
  private final ExecutorService tasks;

  HypervisorClock(VirtualTime time) {
    this.time = time;
    this.tasks = time.executor("hypervisor");
  }

  @Override
  public Duration now() {
    return Duration.ofNanos(time.nanos());
  }

  @Override
  public Timer after(Duration delay, Runnable task) {
    return time.startAfter(delay, () -> tasks.execute(task))::run;
  }

  @Override
  public <T> T await(CompletableFuture<T> future) throws InterruptedException, ExecutionException {
    try {
      return time.await(future, ENDLESS);
    } catch (TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }
}
