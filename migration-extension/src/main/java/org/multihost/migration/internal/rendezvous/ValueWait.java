package org.multihost.migration.internal.rendezvous;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.multihost.migration.internal.rendezvous.state.Barrier;
import org.multihost.migration.internal.rendezvous.state.Barrier.Doubt;
import org.multihost.migration.internal.rendezvous.state.Barrier.Kind;
import org.multihost.migration.internal.rendezvous.state.Command;
import org.multihost.migration.internal.rendezvous.state.Reply;
import org.multihost.migration.internal.rendezvous.state.RunState;
import org.multihost.migration.internal.rendezvous.state.WaitState;

/**
 * A host's wait for one value. It ends with the value, a failure, or the loss of the coordinator.
 * If the state doubts that any host can still publish the value, the wait looks for it once more,
 * and reports to the coordinator if the value is absent.
 */
final class ValueWait extends StateWait<String> {

  private final Board board;
  private final Reply.Arrived arrival;
  private final String barrier;
  private final String key;
  private final CompletableFuture<String> value;
  private long lastDoubt; // guarded by this

  private ValueWait(
      String self, Board board, StateSubscription watch, Reply.Arrived arrival, String key) {
    super(self, watch);
    this.board = board;
    this.arrival = arrival;
    this.barrier = arrival.barrier();
    this.key = key;
    this.value = board.value(key);
  }

  /** Begins the wait of a host that has reported it to the coordinator. */
  public static ValueWait begin(
      String self, Board board, StateSubscription watch, Reply.Arrived arrival, String key) {
    ValueWait wait = new ValueWait(self, board, watch, arrival, key);
    wait.subscribe();
    wait.value.thenAccept(wait::succeed);
    return wait;
  }

  @Override
  public void changed(RunState state) {
    if (WaitState.in(state, self(), Kind.VALUE, arrival) instanceof WaitState.Broken broken) {
      fail(broken.failure());
    } else {
      Optional.ofNullable(state.barriers().get(barrier))
          .map(Barrier::doubt)
          .filter(this::isNew)
          .ifPresent(doubt -> watch().later(() -> lookAgain(doubt)));
    }
  }

  private synchronized boolean isNew(Doubt doubt) {
    boolean news = doubt.number() > lastDoubt;
    lastDoubt = Math.max(lastDoubt, doubt.number());
    return news;
  }

  private void lookAgain(Doubt doubt) {
    board
        .find(key)
        .thenAccept(
            found -> {
              if (found.isEmpty()) {
                board.postLater(new Command.ConfirmAbsence(barrier, doubt.number()));
              }
            });
  }

  /**
   * Reports that this host no longer waits, before the host does anything else: other hosts may
   * depend on it.
   */
  @Override
  public void close() {
    super.close();
    boolean came = value.isDone() && !value.isCompletedExceptionally();
    value.cancel(false);
    Command ended = new Command.EndAwait(self(), barrier);
    if (came) {
      board.post(ended);
    } else {
      board.postLater(ended);
    }
  }
}
