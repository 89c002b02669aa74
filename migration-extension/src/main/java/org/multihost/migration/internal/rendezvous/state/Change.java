package org.multihost.migration.internal.rendezvous.state;

import java.util.Optional;

/**
 * One change of a run's state while it is made: the state so far, and the coordinator's time.
 * {@link Settlement} computes the consequences of a command.
 */
final class Change {

  private final long now;
  private RunState state;

  public Change(RunState before, long now) {
    this.state = before;
    this.now = now;
  }

  public RunState state() {
    return state;
  }

  public long now() {
    return now;
  }

  public void to(RunState next) {
    state = next;
  }

  public void put(Scope scope) {
    state = state.with(scope);
  }

  public void settle() {
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

  /** Breaks the scope, as {@link Scope#failed} decides, and settles the state. */
  public void fail(Scope scope, Failure failure) {
    put(scope.notExcused(failure).failed(failure));
    settle();
  }

  public Optional<Scope> scope(String id) {
    return Optional.ofNullable(state.scopes().get(id));
  }
}
