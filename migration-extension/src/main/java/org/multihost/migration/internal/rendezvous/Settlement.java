package org.multihost.migration.internal.rendezvous;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.multihost.migration.internal.rendezvous.Gathering.Doubt;
import org.multihost.migration.internal.rendezvous.Gathering.Kind;

/**
 * The consequences of a change of a run's state: barriers whose hosts are all there open; barriers
 * of a broken scope are given up; barriers that can never be completed, and values that nobody can
 * publish any more, break their scope.
 */
final class Settlement {

  private final long now;
  private RunState state;

  Settlement(RunState state, long now) {
    this.state = state;
    this.now = now;
  }

  RunState settle() {
    RunState before;
    do {
      before = state;
      state.gatherings().values().forEach(this::openIfComplete);
      state.gatherings().values().forEach(this::giveUpIfBroken);
      doubtValues();
      breakDoomed();
      state.scopes().values().forEach(this::forgetIfPast);
    } while (state != before);
    return state;
  }

  /** Nobody asks any more for a scope that all its hosts are past. */
  private void forgetIfPast(Scope scope) {
    boolean past =
        scope.hosts().stream().allMatch(host -> scope.past().contains(host) || state.isGone(host));
    if (past && !isUnseen(scope) || state.isDeserted()) {
      state = state.without(scope);
    }
  }

  /** A failure that some host has not met in a test fails its class, at the end. */
  private boolean isUnseen(Scope scope) {
    Scope parent = scope.parent() == null ? null : state.scopes().get(scope.parent());
    return scope.failure() != null
        && parent != null
        && parent.hosts().stream().anyMatch(host -> !scope.isKnownTo(host) && !state.isGone(host));
  }

  private void openIfComplete(Gathering gathering) {
    Scope scope = state.scopes().get(gathering.scope());
    if (scope == null) {
      state = state.without(gathering);
      return;
    }
    boolean complete = gathering.isComplete(scope);
    if (complete || gathering.arrived().isEmpty()) {
      state = state.without(gathering);
    }
    if (complete && gathering.kind() == Kind.ENTER) {
      forgetBefore(scope);
    }
  }

  private void giveUpIfBroken(Gathering gathering) {
    Scope scope = state.scopes().get(gathering.scope());
    boolean broken =
        gathering.kind() == Kind.FINISH
            ? state.gone(scope).isPresent()
            : state.brokenBy(scope).isPresent();
    if (broken) {
      state = state.without(gathering);
    }
  }

  /** A value that nobody seems able to publish is in doubt for as long as that is so. */
  private void doubtValues() {
    Set<String> suspected = new HashSet<>();
    Liveness.suspecting(state).doomed().forEach(each -> suspected.add(each.id()));
    for (Gathering each : state.gatherings().values()) {
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
    Liveness liveness = Liveness.of(state);
    List<Gathering> doomed = liveness.doomed();
    if (doomed.stream().allMatch(each -> each.kind() == Kind.FINISH)) {
      return;
    }
    Failure failure = Failure.wrongBarrier(new Wording(state, now).neverMeet(doomed, liveness));
    for (Gathering each : doomed) {
      Scope scope = state.scopes().get(each.scope());
      if (each.kind() != Kind.FINISH && scope != null && scope.failure() == null) {
        state = state.with(scope.failed(failure));
      }
    }
  }

  /** When all hosts have entered it, all have gone on from what was before. */
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
