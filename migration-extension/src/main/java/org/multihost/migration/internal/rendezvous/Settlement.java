package org.multihost.migration.internal.rendezvous;

import java.util.List;
import java.util.Set;
import org.multihost.migration.internal.rendezvous.Gathering.Kind;

/**
 * What follows from a change of a run's state: barriers whose hosts are all there open; barriers of
 * a broken scope are given up; barriers that can never be completed break their scope.
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
      breakDoomed();
    } while (state != before);
    return state;
  }

  private void openIfComplete(Gathering gathering) {
    Scope scope = state.scopes().get(gathering.scope());
    if (scope == null) {
      state = state.without(gathering);
      return;
    }
    boolean complete = gathering.missing(scope).isEmpty();
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

  private void breakDoomed() {
    Liveness liveness = new Liveness(state);
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
          && !each.id().equals(entered.parent())
          && isPast(each, entered, hosts)) {
        state = state.without(each);
      }
    }
    for (Scope each : state.scopes().values()) {
      if (each.parent() != null && !state.scopes().containsKey(each.parent())) {
        state = state.without(each);
      }
    }
  }

  private static boolean isPast(Scope scope, Scope entered, Set<String> hosts) {
    if (scope.hosts().isEmpty()) {
      return entered.isTest()
          ? hosts.containsAll(scope.entered())
          : scope.entered().containsAll(hosts);
    }
    return entered.isTest()
        ? entered.parent() != null && entered.parent().equals(scope.parent())
        : !scope.isTest() && hosts.containsAll(scope.hosts());
  }
}
