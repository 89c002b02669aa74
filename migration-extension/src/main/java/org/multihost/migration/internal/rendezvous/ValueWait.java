package org.multihost.migration.internal.rendezvous;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.multihost.migration.HostLostException;
import org.multihost.migration.internal.rendezvous.state.Barrier;
import org.multihost.migration.internal.rendezvous.state.Barrier.Doubt;
import org.multihost.migration.internal.rendezvous.state.Barrier.Kind;
import org.multihost.migration.internal.rendezvous.state.Command;
import org.multihost.migration.internal.rendezvous.state.Failure;
import org.multihost.migration.internal.rendezvous.state.Reply;
import org.multihost.migration.internal.rendezvous.state.RunState;

/**
 * A host's wait for one value. It ends with the value, a failure, or the loss of the coordinator.
 * When the state doubts that any host can still publish the value, the wait looks for it once more,
 * and reports to the coordinator if the value is absent.
 */
final class ValueWait implements StateSubscription.Watcher, AutoCloseable {

  private final String self;
  private final Board board;
  private final StateSubscription watch;
  private final Reply.Arrived arrival;
  private final String gathering;
  private final String key;
  private final CompletableFuture<String> end = new CompletableFuture<>();
  private final CompletableFuture<String> value;
  private StateSubscription.Registration news = () -> {};
  private long lastDoubt; // guarded by this

  private ValueWait(
      String self, Board board, StateSubscription watch, Reply.Arrived arrival, String key) {
    this.self = self;
    this.board = board;
    this.watch = watch;
    this.arrival = arrival;
    this.gathering = arrival.gathering();
    this.key = key;
    this.value = board.value(key);
  }

  /** Begins the wait of a host that has reported it to the coordinator. */
  public static ValueWait begin(
      String self, Board board, StateSubscription watch, Reply.Arrived arrival, String key) {
    ValueWait wait = new ValueWait(self, board, watch, arrival, key);
    wait.news = watch.add(wait);
    wait.value.thenAccept(wait.end::complete);
    return wait;
  }

  /** Completes with the value; completes exceptionally if the wait fails. */
  public CompletableFuture<String> end() {
    return end;
  }

  @Override
  public void changed(RunState state) {
    Optional<Failure> broken = BarrierWaits.verdict(state, arrival, Kind.VALUE).flatMap(why -> why);
    if (broken.isPresent()) {
      end.completeExceptionally(broken.get().toException(self));
    } else {
      Optional.ofNullable(state.gatherings().get(gathering))
          .map(Barrier::doubt)
          .filter(this::isNew)
          .ifPresent(doubt -> watch.later(() -> lookAgain(doubt)));
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
                board.postLater(new Command.ConfirmAbsence(gathering, doubt.number()));
              }
            });
  }

  @Override
  public void lost(HostLostException lost) {
    end.completeExceptionally(lost);
  }

  /**
   * Reports that this host no longer waits, before the host does anything else: other hosts may
   * depend on it.
   */
  @Override
  public void close() {
    news.close();
    value.cancel(false);
    Command ended = new Command.EndAwait(self, gathering);
    if (end.isDone() && !end.isCompletedExceptionally()) {
      board.post(ended);
    } else {
      board.postLater(ended);
    }
  }
}
