package org.multihost.migration.internal.rendezvous;

import java.util.Optional;

/**
 * One change of a run's state while it is made: the state so far, and the coordinator's time. What
 * follows from a command's own effect is {@link Settlement}'s.
 */
final class Change {

  private final long now;
  private RunState state;

  Change(RunState before, long now) {
    this.state = before;
    this.now = now;
  }

  RunState state() {
    return state;
  }

  long now() {
    return now;
  }

  void to(RunState next) {
    state = next;
  }

  void put(Scope scope) {
    state = state.with(scope);
  }

  void settle() {
    state = new Settlement(state, now).settle();
  }

  long nextId() {
    state = state.withLastId(state.lastId() + 1);
    return state.lastId();
  }

  StateMessages wording() {
    return new StateMessages(state, now);
  }

  void see(String host, String what) {
    HostState known = state.hosts().get(host);
    if (known != null) {
      state = state.with(host, known.seen(what, now));
    }
  }

  /** Ends a barrier's or a value's time: the scope fails, if nothing else has broken it. */
  void fail(Scope scope, Failure failure) {
    put(scope.failed(failure));
    settle();
  }

  Optional<Scope> scope(String id) {
    return Optional.ofNullable(state.scopes().get(id));
  }
}
