package org.multihost.migration.internal.rendezvous.state;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.internal.rendezvous.state.Barrier.Kind;

/**
 * The wait-for graph of a run's state: which barriers can still be completed, and which values can
 * still be published.
 *
 * <p>A node is a strand of a host: its own thread, or that of a background lane. A strand that does
 * not wait may still arrive at any barrier, and publish any value; a thread beside it that waits
 * keeps it from nothing. A barrier can be completed if each missing host's strand that serves its
 * lane either does not wait, or waits for something that is still possible. A value can be
 * published if any other host has such a strand. A host with an open lane may have threads that the
 * state does not contain, those of a migration's steps; they may publish a value whatever the
 * strands wait for. The remaining waits are in a cycle, or are for hosts that have gone on.
 */
final class WaitForGraph {

  private record Strand(String host, String scope, String lane) {}

  private final RunState state;
  private final List<Barrier> waits;

  private WaitForGraph(RunState state, List<Barrier> waits) {
    this.state = state;
    this.waits = waits;
  }

  /** Returns the graph of the waits that are certain. */
  public static WaitForGraph of(RunState state) {
    return new WaitForGraph(
        state, state.barriers().values().stream().filter(Barrier::isCertain).toList());
  }

  /** Returns the graph of all waits, as if no awaited value had been published yet. */
  static WaitForGraph suspecting(RunState state) {
    return new WaitForGraph(state, List.copyOf(state.barriers().values()));
  }

  /** Returns the waits that can never end. */
  List<Barrier> doomed() {
    List<Barrier> doomed = new ArrayList<>(waits);
    Set<String> possible = new HashSet<>();
    while (doomed.removeIf(each -> canEnd(each, possible) && possible.add(each.id()))) {
      continue;
    }
    return doomed;
  }

  private boolean canEnd(Barrier barrier, Set<String> possible) {
    Scope scope = state.scopes().get(barrier.scope());
    if (barrier.kind() == Kind.VALUE) {
      return scope != null
          && scope.hosts().stream().anyMatch(host -> mayPublish(host, barrier, scope, possible));
    }
    return barrier.missing(scope).stream()
        .allMatch(host -> !hasPassed(host, barrier) && canGoOn(strand(host, barrier), possible));
  }

  private boolean canGoOn(Strand strand, Set<String> possible) {
    Barrier elsewhere = waitsAt(strand);
    return elsewhere == null || possible.contains(elsewhere.id());
  }

  /**
   * Returns whether the host may publish the value. The strand of its lane may, unless it awaits
   * that value itself. A thread beside it may publish a value of the test's own; on a host at the
   * end of the test, those threads have ended.
   */
  private boolean mayPublish(String host, Barrier value, Scope scope, Set<String> possible) {
    return !hasPassed(host, value)
        && (isOfTest(value) && scope.hasOpenLane(host)
            || !value.occupies(host) && canGoOn(strand(host, value), possible));
  }

  private static boolean isOfTest(Barrier value) {
    return value.lane().equals(Barrier.OF_TEST) || value.lane().equals(Barrier.BESIDE);
  }

  /**
   * Returns whether the host has finished the test, or left the class, without arriving at this
   * barrier. A host at the end of the test opens no lane any more.
   */
  boolean hasPassed(String host, Barrier barrier) {
    Scope scope = state.scopes().get(barrier.scope());
    return barrier.kind() != Kind.FINISH
        && scope != null
        && (scope.left().contains(host) || isAtEndOf(host, scope) || hasLeftClassOf(host, scope))
        && strand(host, barrier).lane().equals(Barrier.MAIN);
  }

  private boolean isAtEndOf(String host, Scope scope) {
    Barrier at = waitsAt(main(host));
    return at != null && at.kind() == Kind.FINISH && at.scope().equals(scope.id());
  }

  private boolean hasLeftClassOf(String host, Scope test) {
    Scope type = test.parent() == null ? null : state.scopes().get(test.parent());
    return type != null && type.left().contains(host);
  }

  /** Returns the barrier at which the strand awaited at this one waits, if it waits. */
  @Nullable Barrier elsewhere(String host, Barrier barrier) {
    return waitsAt(strand(host, barrier));
  }

  private @Nullable Barrier waitsAt(Strand strand) {
    for (Barrier each : waits) {
      if (each.occupies(strand.host()) && strand(strand.host(), each).equals(strand)) {
        return each;
      }
    }
    return null;
  }

  private Strand strand(String host, Barrier barrier) {
    Map<String, Scope> scopes = state.scopes();
    Scope scope = scopes.get(barrier.scope());
    return scope != null && scope.servesInBackground(host, barrier.lane())
        ? new Strand(host, scope.id(), barrier.lane())
        : main(host);
  }

  private static Strand main(String host) {
    return new Strand(host, "", Barrier.MAIN);
  }
}
