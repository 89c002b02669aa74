package org.multihost.migration.internal.rendezvous;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.multihost.migration.internal.rendezvous.state.Barrier.Kind;
import org.multihost.migration.internal.rendezvous.state.Reply;
import org.multihost.migration.internal.rendezvous.state.RunState;
import org.multihost.migration.internal.rendezvous.state.WaitState;

/**
 * A host's wait at one barrier, with the id of the barrier's scope as the result. The state alone
 * decides that the barrier is open. The host looks at it whenever the board wakes it, and whenever
 * a newer state arrives.
 */
final class BarrierWait extends StateWait<String> {

  private final Kind kind;
  private final Reply.Arrived arrival;
  private CompletableFuture<?> opened = new CompletableFuture<>();

  private BarrierWait(String self, StateSubscription watch, Kind kind, Reply.Arrived arrival) {
    super(self, watch);
    this.kind = kind;
    this.arrival = arrival;
  }

  /** Begins the wait of a host that has arrived. */
  public static BarrierWait begin(
      String self, Board board, StateSubscription watch, Kind kind, Reply.Arrived arrival) {
    BarrierWait wait = new BarrierWait(self, watch, kind, arrival);
    wait.subscribe();
    if (!wait.isOver()) {
      wait.opened = board.opened(arrival.barrier());
    }
    return wait;
  }

  @Override
  public void changed(RunState state) {
    WaitState now = WaitState.in(state, self(), kind, arrival);
    if (now instanceof WaitState.Broken broken) {
      fail(broken.failure());
    } else if (now instanceof WaitState.Open) {
      succeed(arrival.scope());
    }
  }

  @Override
  String await(Duration limit) throws TimeoutException {
    long start = watch().time().nanos();
    StateSubscription.await(watch().time(), CompletableFuture.anyOf(end(), opened), limit);
    if (!isOver()) {
      look();
    }
    return super.await(limit.minus(watch().time().since(start)));
  }

  @Override
  public void close() {
    super.close();
    opened.cancel(false);
  }
}
