package org.multihost.migration.internal.rendezvous;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.HostLostException;
import org.multihost.migration.MultihostException;
import org.multihost.migration.internal.rendezvous.state.RunState;
import org.multihost.migration.internal.time.Time;

/** A host's view of the run's state: the latest state received, and the watchers of its changes. */
public final class StateSubscription implements AutoCloseable {

  private final Board board;
  private final Time time;
  private final List<Watcher> watchers = new CopyOnWriteArrayList<>();
  private final ExecutorService announcer;

  private volatile @Nullable HostLostException lost;

  /** Guarded by this. */
  private RunState latest;

  public StateSubscription(Board board, String host, Time time) {
    this.board = board;
    this.time = time;
    this.announcer = time.executor("rendezvous-" + host);
    board.watch(this::changed);
    this.latest = board.read();
    board.lost().thenAccept(this::lost);
  }

  private void lost(HostLostException why) {
    lost = why;
    watchers.forEach(each -> each.lost(why));
  }

  private void changed(RunState state) {
    if (accept(state)) {
      watchers.forEach(each -> each.changed(state));
    }
  }

  private synchronized boolean accept(RunState state) {
    if (latest != null && state.revision() <= latest.revision()) {
      return false;
    }
    latest = state;
    return true;
  }

  synchronized RunState latest() {
    return latest;
  }

  /** Returns the coordinator's current state. */
  public RunState current() {
    RunState state = board.read();
    changed(state);
    return state;
  }

  /**
   * Passes the latest state and every later one to the watcher, until the registration is closed.
   */
  public Registration add(Watcher watcher) {
    watchers.add(watcher);
    watcher.changed(latest());
    HostLostException now = lost;
    if (now != null) {
      watcher.lost(now);
    }
    return () -> watchers.remove(watcher);
  }

  /** A watcher of the state; its methods must return quickly. */
  public interface Watcher {
    void changed(RunState state);

    void lost(HostLostException lost);
  }

  /** The registration of a watcher; closing it ends the watch. */
  public interface Registration extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Completes a future on a separate thread, so that its callbacks may take long; the threads that
   * deliver the state must not be blocked.
   */
  public <T> void announce(CompletableFuture<T> future, T value) {
    if (!announcer.isShutdown()) {
      future.completeAsync(() -> value, announcer);
    }
  }

  /** Runs a task that may take long, on the thread of {@link #announce}. */
  public void later(Runnable task) {
    if (!announcer.isShutdown()) {
      announcer.execute(task);
    }
  }

  /** Returns the clock of this host. */
  public Time time() {
    return time;
  }

  /**
   * Waits for the future, up to the limit; the future's own runtime exception is thrown unchanged.
   */
  public static <T> T await(Time time, CompletableFuture<T> future, Duration limit)
      throws TimeoutException {
    try {
      return time.await(future, limit);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MultihostException("Interrupted while waiting for other hosts", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new HostLostException("The coordinator cannot be reached", e.getCause());
    }
  }

  @Override
  public void close() {
    announcer.shutdown();
  }
}
