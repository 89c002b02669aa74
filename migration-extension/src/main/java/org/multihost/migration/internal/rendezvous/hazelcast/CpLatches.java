package org.multihost.migration.internal.rendezvous.hazelcast;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.cp.ICountDownLatch;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.multihost.migration.internal.rendezvous.Latch;
import org.multihost.migration.internal.time.DaemonThread;

/**
 * The latches of Hazelcast's CP subsystem. One thread per latch waits, because they offer no
 * callback.
 */
final class CpLatches implements Latches {

  private static final long LONGEST_WAIT_DAYS = 1;

  private final HazelcastInstance hazelcast;
  private final ExecutorService waiters =
      Executors.newCachedThreadPool(task -> DaemonThread.named("latch", task));

  CpLatches(HazelcastInstance hazelcast) {
    this.hazelcast = hazelcast;
  }

  @Override
  public Latch latch(String id, int count) {
    return new Waited(named(id), count);
  }

  private ICountDownLatch named(String id) {
    return hazelcast.getCPSubsystem().getCountDownLatch(id.replace('/', '-'));
  }

  private final class Waited implements Latch {
    private final ICountDownLatch latch;
    private final CompletableFuture<Boolean> counted;
    private final CompletableFuture<Void> opened = new CompletableFuture<>();
    private final Future<?> waiter;

    Waited(ICountDownLatch latch, int count) {
      this.latch = latch;
      // All hosts set the count before they count down, so that none sets it again after zero.
      this.counted = CompletableFuture.supplyAsync(() -> latch.trySetCount(count), waiters);
      this.waiter = waiters.submit(this::await);
    }

    private void await() {
      try {
        counted.join();
        if (latch.await(LONGEST_WAIT_DAYS, TimeUnit.DAYS)) {
          opened.complete(null);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException e) {
        // The connection is lost, or the latch was dropped: the state ends the waits for it.
        opened.completeExceptionally(e);
      }
    }

    @Override
    public void countDown() {
      counted.thenRunAsync(latch::countDown, waiters);
    }

    @Override
    public CompletionStage<?> opened() {
      return opened;
    }

    @Override
    public void close() {
      waiter.cancel(true);
    }
  }

  @Override
  public void forget(Set<String> ids) {
    ids.forEach(id -> named(id).destroy());
  }

  @Override
  public void close() {
    waiters.shutdownNow();
  }
}
