package org.multihost.migration.internal.rendezvous;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The wait-for graph of a run's state: which barriers can still be completed, and which never.
 *
 * <p>A node is a strand of a host, its own thread or that of a background lane. A strand that does
 * not wait may still come anywhere. A barrier can be completed if each missing host's strand that
 * serves its lane either does not wait, or waits at a barrier that can be completed. What remains
 * waits in a circle.
 */
final class Liveness {

  private record Strand(String host, String scope, String lane) {}

  private final RunState state;

  Liveness(RunState state) {
    this.state = state;
  }

  /** The barriers that can never be completed. */
  List<Gathering> doomed() {
    List<Gathering> doomed = new ArrayList<>(state.gatherings().values());
    Set<String> possible = new HashSet<>();
    while (doomed.removeIf(each -> canComplete(each, possible) && possible.add(each.id()))) {
      continue;
    }
    return doomed;
  }

  private boolean canComplete(Gathering gathering, Set<String> possible) {
    return gathering.missing(state.scopes().get(gathering.scope())).stream()
        .allMatch(host -> canCome(host, gathering, possible));
  }

  private boolean canCome(String host, Gathering gathering, Set<String> possible) {
    if (hasPassed(host, gathering)) {
      return false;
    }
    Gathering elsewhere = waitsAt(strand(host, gathering));
    return elsewhere == null || possible.contains(elsewhere.id());
  }

  /**
   * Whether the host has finished the test, or left the class, without coming to this barrier; at
   * the end of the test it opens no lane any more.
   */
  boolean hasPassed(String host, Gathering gathering) {
    Scope scope = state.scopes().get(gathering.scope());
    return gathering.kind() != Gathering.Kind.FINISH
        && scope != null
        && (scope.left().contains(host) || isAtEndOf(host, scope) || hasLeftClassOf(host, scope))
        && strand(host, gathering).lane().equals(Gathering.MAIN);
  }

  private boolean isAtEndOf(String host, Scope scope) {
    Gathering at = waitsAt(new Strand(host, "", Gathering.MAIN));
    return at != null && at.kind() == Gathering.Kind.FINISH && at.scope().equals(scope.id());
  }

  private boolean hasLeftClassOf(String host, Scope test) {
    Scope type = test.parent() == null ? null : state.scopes().get(test.parent());
    return type != null && type.left().contains(host);
  }

  /** The barrier at which the strand waits that is to come to this one, if it waits. */
  @Nullable Gathering elsewhere(String host, Gathering gathering) {
    return waitsAt(strand(host, gathering));
  }

  private @Nullable Gathering waitsAt(Strand strand) {
    for (Gathering each : state.gatherings().values()) {
      if (each.arrived().containsKey(strand.host()) && strand(strand.host(), each).equals(strand)) {
        return each;
      }
    }
    return null;
  }

  private Strand strand(String host, Gathering gathering) {
    Map<String, Scope> scopes = state.scopes();
    Scope scope = scopes.get(gathering.scope());
    return scope != null && scope.servesInBackground(host, gathering.lane())
        ? new Strand(host, scope.id(), gathering.lane())
        : new Strand(host, "", Gathering.MAIN);
  }
}
