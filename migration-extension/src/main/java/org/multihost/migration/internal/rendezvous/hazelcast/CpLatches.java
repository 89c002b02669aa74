package org.multihost.migration.internal.rendezvous.hazelcast;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.cp.ICountDownLatch;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.multihost.migration.internal.time.DaemonThread;

/**
 * The latches of Hazelcast's CP subsystem, each with a count of one. A thread per awaited latch
 * waits, because they offer no callback.
 *
 * <p>A latch that nobody has given a count is open, and one that has opened can be given a count
 * again. So a host that comes late closes it for itself, and has to look at the state after that.
 */
final class CpLatches implements Latches {

  private static final long LONGEST_WAIT_DAYS = 1;

  private final HazelcastInstance hazelcast;
  private final Set<String> opened = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(task -> DaemonThread.named("latch", task));

  CpLatches(HazelcastInstance hazelcast) {
    this.hazelcast = hazelcast;
  }

  private ICountDownLatch named(String id) {
    return hazelcast.getCPSubsystem().getCountDownLatch(id.replace('/', '-'));
  }

  @Override
  public CompletionStage<?> await(String id, CompletableFuture<Boolean> future) {
    CompletableFuture<Boolean> hasCount = new CompletableFuture<>();
    Future<?> waiter = threads.submit(() -> await(id, hasCount, future));
    future.whenComplete((done, thrown) -> waiter.cancel(true));
    return hasCount;
  }

  private void await(
      String id, CompletableFuture<Boolean> hasCount, CompletableFuture<Boolean> future) {
    try {
      ICountDownLatch latch = named(id);
      latch.trySetCount(1);
      hasCount.complete(true);
      if (latch.await(LONGEST_WAIT_DAYS, TimeUnit.DAYS)) {
        future.complete(true);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      // The latch was dropped, or the coordinator is lost: the host has to look at the state.
      future.complete(true);
    }
  }

  @Override
  public void open(String id) {
    opened.add(id);
    try {
      threads.execute(() -> openNow(id));
    } catch (RejectedExecutionException closed) {
      // The run has ended.
    }
  }

  private void openNow(String id) {
    try {
      ICountDownLatch latch = named(id);
      latch.trySetCount(1);
      latch.countDown();
    } catch (RuntimeException ended) {
      // The run has ended, or the scope is over: no host waits any more.
    }
  }

  @Override
  public void forget(Set<String> scopes) {
    for (String id : opened) {
      if (ScopeCleanup.isOf(scopes, id) && opened.remove(id)) {
        named(id).destroy();
      }
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
