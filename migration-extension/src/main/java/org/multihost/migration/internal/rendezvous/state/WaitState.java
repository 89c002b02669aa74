package org.multihost.migration.internal.rendezvous.state;

import java.util.Optional;
import org.multihost.migration.internal.rendezvous.state.Barrier.Kind;

/**
 * The state of one host's wait at a barrier or for a value. It follows from the run's state alone:
 * a barrier that is not in the state any more is open, unless its scope is broken.
 */
public sealed interface WaitState {

  /** The wait goes on. */
  record Waiting() implements WaitState {}

  /** The barrier is open. */
  record Open() implements WaitState {}

  /**
   * The wait has failed.
   *
   * @param failure the failure that has ended it
   */
  record Broken(Failure failure) implements WaitState {}

  /**
   * Returns the state of a wait.
   *
   * @param host the host that waits
   * @param kind the kind of barrier
   * @param arrival the reply to the host's arrival there
   */
  static WaitState in(RunState state, String host, Kind kind, Reply.Arrived arrival) {
    if (state.revision() < arrival.revision()) {
      return new Waiting();
    }
    Scope scope = state.scopes().get(arrival.scope());
    boolean closed = scope != null && state.barriers().containsKey(arrival.barrier());
    if (kind == Kind.FINISH) {
      return closed
          ? new Waiting()
          : state.gone(scope).<WaitState>map(Broken::new).orElse(new Open());
    }
    if (scope == null) {
      return new Broken(Failure.over(host));
    }
    return state
        .brokenBy(scope)
        .or(() -> scope.past().contains(host) ? Optional.of(Failure.over(host)) : Optional.empty())
        .<WaitState>map(Broken::new)
        .orElse(closed || kind == Kind.VALUE ? new Waiting() : new Open());
  }
}
