package org.multihost.migration.internal.rendezvous;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.multihost.migration.HostLostException;
import org.multihost.migration.internal.rendezvous.Gathering.Doubt;
import org.multihost.migration.internal.rendezvous.Gathering.Kind;

/**
 * A host's wait for one value: ends with the value, with a failure, or with the loss of the
 * coordinator. When the state doubts that anybody can publish the value any more, it looks once
 * more, and tells the coordinator if it is really not there.
 */
final class ValueWait implements Watch.Watcher, AutoCloseable {

  private final String self;
  private final Board board;
  private final Watch watch;
  private final Reply arrival;
  private final String gathering;
  private final String key;
  private final CompletableFuture<String> end = new CompletableFuture<>();
  private final CompletableFuture<String> value;
  private Watch.Registration news = () -> {};
  private long lastDoubt; // guarded by this

  private ValueWait(String self, Board board, Watch watch, Reply arrival, String key) {
    this.self = self;
    this.board = board;
    this.watch = watch;
    this.arrival = arrival;
    this.gathering = Objects.requireNonNull(arrival.gathering());
    this.key = key;
    this.value = board.value(key);
  }

  /** Begins, of a host that has told the coordinator that it waits. */
  static ValueWait begin(String self, Board board, Watch watch, Reply arrival, String key) {
    ValueWait wait = new ValueWait(self, board, watch, arrival, key);
    wait.news = watch.add(wait);
    wait.value.thenAccept(wait.end::complete);
    return wait;
  }

  /** The value; completes exceptionally when it will not come. */
  CompletableFuture<String> end() {
    return end;
  }

  @Override
  public void changed(RunState state) {
    Optional<Failure> broken = Waits.verdict(state, arrival, Kind.VALUE).flatMap(why -> why);
    if (broken.isPresent()) {
      end.completeExceptionally(broken.get().toException(self));
    } else {
      Optional.ofNullable(state.gatherings().get(gathering))
          .map(Gathering::doubt)
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
   * Tells the coordinator that this host waits no longer, before it does anything else: others may
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
