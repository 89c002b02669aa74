package org.multihost.migration.internal.rendezvous.state;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.internal.rendezvous.state.Barrier.Kind;

/**
 * The wait-for graph of a run's state: which barriers can still be completed and which values still
 * be published, and which never.
 *
 * <p>A node is a strand of a host, its own thread or that of a background lane. A strand that does
 * not wait may still come anywhere, and publish anything. A barrier can be completed if each
 * missing host's strand that serves its lane either does not wait, or waits for what can still be;
 * a value can be published if the strand of any other host is such a one. A host with an open lane
 * may have threads of which the state knows nothing, those of a migration's steps, and may publish
 * whatever its strands wait for. What remains waits in a circle, or for hosts that have gone on.
 */
final class WaitForGraph {

  private record Strand(String host, String scope, String lane) {}

  private final RunState state;
  private final List<Barrier> waits;

  private WaitForGraph(RunState state, List<Barrier> waits) {
    this.state = state;
    this.waits = waits;
  }

  /** Of the waits that are certain. */
  public static WaitForGraph of(RunState state) {
    return new WaitForGraph(
        state, state.gatherings().values().stream().filter(Barrier::isCertain).toList());
  }

  /** Of all waits, as if no value that a host awaits were there yet. */
  static WaitForGraph suspecting(RunState state) {
    return new WaitForGraph(state, List.copyOf(state.gatherings().values()));
  }

  /** The waits that can never end. */
  List<Barrier> doomed() {
    List<Barrier> doomed = new ArrayList<>(waits);
    Set<String> possible = new HashSet<>();
    while (doomed.removeIf(each -> canEnd(each, possible) && possible.add(each.id()))) {
      continue;
    }
    return doomed;
  }

  private boolean canEnd(Barrier gathering, Set<String> possible) {
    Scope scope = state.scopes().get(gathering.scope());
    if (gathering.kind() == Kind.VALUE) {
      return scope != null
          && scope.hosts().stream().anyMatch(host -> mayPublish(host, gathering, scope, possible));
    }
    return gathering.missing(scope).stream()
        .allMatch(
            host -> !hasPassed(host, gathering) && canGoOn(strand(host, gathering), possible));
  }

  private boolean canGoOn(Strand strand, Set<String> possible) {
    Barrier elsewhere = waitsAt(strand);
    return elsewhere == null || possible.contains(elsewhere.id());
  }

  /**
   * Whether the host may publish the value: by the strand of its lane, unless that awaits it, and a
   * value of the test's own also by a thread beside it. Those have ended on a host that is at the
   * end of the test.
   */
  private boolean mayPublish(String host, Barrier value, Scope scope, Set<String> possible) {
    boolean awaits = occupies(value) && value.arrived().containsKey(host);
    return !hasPassed(host, value)
        && (isOfTest(value) && scope.hasOpenLane(host)
            || !awaits && canGoOn(strand(host, value), possible));
  }

  private static boolean isOfTest(Barrier value) {
    return value.lane().equals(Barrier.OF_TEST) || value.lane().equals(Barrier.BESIDE);
  }

  /** Whether the strands of the hosts that have come there wait. */
  private static boolean occupies(Barrier gathering) {
    return !gathering.lane().equals(Barrier.BESIDE);
  }

  /**
   * Whether the host has finished the test, or left the class, without coming to this barrier; at
   * the end of the test it opens no lane any more.
   */
  boolean hasPassed(String host, Barrier gathering) {
    Scope scope = state.scopes().get(gathering.scope());
    return gathering.kind() != Kind.FINISH
        && scope != null
        && (scope.left().contains(host) || isAtEndOf(host, scope) || hasLeftClassOf(host, scope))
        && strand(host, gathering).lane().equals(Barrier.MAIN);
  }

  private boolean isAtEndOf(String host, Scope scope) {
    Barrier at = waitsAt(main(host));
    return at != null && at.kind() == Kind.FINISH && at.scope().equals(scope.id());
  }

  private boolean hasLeftClassOf(String host, Scope test) {
    Scope type = test.parent() == null ? null : state.scopes().get(test.parent());
    return type != null && type.left().contains(host);
  }

  /** What the strand waits for that is to come to this one, if it waits. */
  @Nullable Barrier elsewhere(String host, Barrier gathering) {
    return waitsAt(strand(host, gathering));
  }

  private @Nullable Barrier waitsAt(Strand strand) {
    for (Barrier each : waits) {
      if (occupies(each)
          && each.arrived().containsKey(strand.host())
          && strand(strand.host(), each).equals(strand)) {
        return each;
      }
    }
    return null;
  }

  private Strand strand(String host, Barrier gathering) {
    Map<String, Scope> scopes = state.scopes();
    Scope scope = scopes.get(gathering.scope());
    return scope != null && scope.servesInBackground(host, gathering.lane())
        ? new Strand(host, scope.id(), gathering.lane())
        : main(host);
  }

  private static Strand main(String host) {
    return new Strand(host, "", Barrier.MAIN);
  }
}
