package org.multihost.migration.internal.rendezvous;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.multihost.migration.HostLostException;
import org.multihost.migration.internal.rendezvous.state.Failure;

/**
 * A wait of one host, which follows the run's state. It ends with what the host waits for, a
 * failure in the state, or the loss of the coordinator.
 *
 * @param <T> the result
 */
abstract sealed class StateWait<T> implements StateSubscription.Watcher, AutoCloseable
    permits BarrierWait, ValueWait {

  private final String self;
  private final StateSubscription watch;
  private final CompletableFuture<Supplier<T>> end = new CompletableFuture<>();
  private StateSubscription.Registration news = () -> {};

  StateWait(String self, StateSubscription watch) {
    this.self = self;
    this.watch = watch;
  }

  /** Subscribes to the state; a state that is known already may end the wait at once. */
  final void subscribe() {
    news = watch.add(this);
  }

  /**
   * Waits for the end.
   *
   * @throws TimeoutException if the wait goes on when the limit has passed; it can be repeated
   */
  T await(Duration limit) throws TimeoutException {
    // The supplier throws a failure on the waiting thread, so that its stack trace is the caller's.
    return StateSubscription.await(watch.time(), end, limit).get();
  }

  /** Looks at the coordinator's state; what the host has received of it may be older. */
  final void look() {
    changed(watch.current());
  }

  final String self() {
    return self;
  }

  final StateSubscription watch() {
    return watch;
  }

  final CompletableFuture<?> end() {
    return end;
  }

  final boolean isOver() {
    return end.isDone();
  }

  final void succeed(T result) {
    end.complete(() -> result);
  }

  final void fail(Failure failure) {
    end.complete(
        () -> {
          throw failure.toException(self);
        });
  }

  @Override
  public final void lost(HostLostException lost) {
    end.completeExceptionally(lost);
  }

  @Override
  public void close() {
    news.close();
  }
}
