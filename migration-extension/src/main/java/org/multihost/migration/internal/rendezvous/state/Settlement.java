package org.multihost.migration.internal.rendezvous.state;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.multihost.migration.internal.rendezvous.state.Barrier.Doubt;
import org.multihost.migration.internal.rendezvous.state.Barrier.Kind;

/**
 * The consequences of a change of a run's state. A barrier opens when all its hosts have arrived. A
 * barrier of a broken scope is dropped. A barrier that can never be completed, or a value that no
 * host can publish any more, breaks its scope.
 */
final class Settlement {

  private final long now;
  private RunState state;

  Settlement(RunState state, long now) {
    this.state = state;
    this.now = now;
  }

  public RunState settle() {
    RunState before;
    do {
      before = state;
      state.barriers().values().forEach(this::openIfComplete);
      state.barriers().values().forEach(this::giveUpIfBroken);
      doubtValues();
      breakDoomed();
      state.scopes().values().forEach(this::forgetIfPast);
    } while (state != before);
    return state;
  }

  /** Drops a scope that all its hosts are past: no host requests it any more. */
  private void forgetIfPast(Scope scope) {
    boolean past =
        scope.hosts().stream().allMatch(host -> scope.past().contains(host) || state.isGone(host));
    if (past && !isUnseen(scope) || state.isDeserted()) {
      state = state.without(scope);
    }
  }

  /**
   * Returns whether some host has not thrown the scope's failure in a test; it then fails that
   * host's class at its end.
   */
  private boolean isUnseen(Scope scope) {
    Scope parent = scope.parent() == null ? null : state.scopes().get(scope.parent());
    return scope.failure() != null
        && parent != null
        && parent.hosts().stream().anyMatch(host -> !scope.isKnownTo(host) && !state.isGone(host));
  }

  private void openIfComplete(Barrier barrier) {
    Scope scope = state.scopes().get(barrier.scope());
    if (scope == null) {
      state = state.without(barrier);
      return;
    }
    boolean complete = barrier.isComplete(scope);
    if (complete || barrier.arrived().isEmpty()) {
      state = state.without(barrier);
    }
    if (complete && barrier.kind() == Kind.ENTER) {
      forgetBefore(scope);
    }
  }

  private void giveUpIfBroken(Barrier barrier) {
    Scope scope = state.scopes().get(barrier.scope());
    boolean broken =
        barrier.kind() == Kind.FINISH
            ? state.gone(scope).isPresent()
            : state.brokenBy(scope).isPresent();
    if (broken) {
      state = state.without(barrier);
    }
  }

  /** Keeps a value in doubt for as long as no host seems able to publish it. */
  private void doubtValues() {
    Set<String> suspected = new HashSet<>();
    WaitForGraph.suspecting(state).doomed().forEach(each -> suspected.add(each.id()));
    for (Barrier each : state.barriers().values()) {
      if (each.kind() == Kind.VALUE && suspected.contains(each.id()) != (each.doubt() != null)) {
        state =
            each.doubt() != null
                ? state.with(each.doubted(null))
                : state
                    .with(each.doubted(new Doubt(state.lastId() + 1, false)))
                    .withLastId(state.lastId() + 1);
      }
    }
  }

  private void breakDoomed() {
    WaitForGraph liveness = WaitForGraph.of(state);
    List<Barrier> doomed = liveness.doomed();
    if (doomed.stream().allMatch(each -> each.kind() == Kind.FINISH)) {
      return;
    }
    Failure failure =
        new Failure.WrongBarrier(new ConflictMessages(state, now).neverMeet(doomed, liveness));
    for (Barrier each : doomed) {
      Scope scope = state.scopes().get(each.scope());
      if (each.kind() != Kind.FINISH && scope != null && scope.failure() == null) {
        state = state.with(scope.failed(failure));
      }
    }
  }

  /** Drops the scopes before this one: when all hosts have entered it, all have left those. */
  private void forgetBefore(Scope entered) {
    Set<String> hosts = Set.copyOf(entered.hosts());
    for (Scope each : state.scopes().values()) {
      if (!each.id().equals(entered.id())
          && Objects.equals(each.parent(), entered.parent())
          && hosts.containsAll(each.hosts())
          && !isUnseen(each)) {
        state = state.without(each);
      }
    }
  }
}
