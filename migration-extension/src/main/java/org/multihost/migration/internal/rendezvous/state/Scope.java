package org.multihost.migration.internal.rendezvous.state;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a test class, of a test, or of a container in a class, as the run knows it. A
 * container has a scope only where a host skipped it or failed in it.
 *
 * @param id its short id in this run; keys of its values and latches start with it
 * @param name the unique id of the class, test or container
 * @param parent the id of the class's scope; null if this is a class
 * @param hosts those that take part
 * @param entered the hosts that came, or reported that they do not enter
 * @param left the hosts that finished it, or never will
 * @param past the hosts that have gone on to something else, and do not ask for it again
 * @param failure the first failure; it stays
 * @param missed the hosts that had gone on before it failed, or may have, and do not throw it in a
 *     test
 * @param lanes the hosts that serve a lane by threads beside their own, by lane
 */
public record Scope(
    String id,
    String name,
    @Nullable String parent,
    List<String> hosts,
    Set<String> entered,
    Set<String> left,
    Set<String> past,
    @Nullable Failure failure,
    Set<String> missed,
    Map<String, Set<String>> lanes) {

  public Scope {
    hosts = List.copyOf(hosts);
    entered = OrderedCopies.of(entered);
    left = OrderedCopies.of(left);
    past = OrderedCopies.of(past);
    missed = OrderedCopies.of(missed);
    lanes = OrderedCopies.of(lanes);
  }

  public static Scope of(String id, String name, @Nullable String parent, List<String> hosts) {
    return new Scope(
        id, name, parent, hosts, Set.of(), Set.of(), Set.of(), null, Set.of(), Map.of());
  }

  public Scope entered(String host) {
    return new Scope(
        id,
        name,
        parent,
        hosts,
        OrderedCopies.with(entered, host),
        left,
        past,
        failure,
        missed,
        lanes);
  }

  public Scope left(String host) {
    return new Scope(
        id,
        name,
        parent,
        hosts,
        entered,
        OrderedCopies.with(left, host),
        past,
        failure,
        missed,
        lanes);
  }

  /** The host has entered and left it, and does not ask for it again. */
  Scope past(String host) {
    return new Scope(
        id,
        name,
        parent,
        hosts,
        OrderedCopies.with(entered, host),
        OrderedCopies.with(left, host),
        OrderedCopies.with(past, host),
        failure,
        missed,
        lanes);
  }

  /** The host does not hear in a test of what has failed here, or will. */
  public Scope missed(String host) {
    return new Scope(
        id,
        name,
        parent,
        hosts,
        entered,
        left,
        past,
        failure,
        OrderedCopies.with(missed, host),
        lanes);
  }

  /** Broken by a failure: the first one stays, but a failure beats an abort or a skip. */
  public Scope failed(Failure newFailure) {
    return failure != null && !newFailure.prevailsOver(failure)
        ? this
        : new Scope(
            id,
            name,
            parent,
            hosts,
            entered,
            left,
            past,
            newFailure,
            OrderedCopies.union(missed, isOver() ? Set.copyOf(hosts) : past),
            lanes);
  }

  Scope laneOpened(String lane, String host) {
    Set<String> openers = OrderedCopies.with(lanes.getOrDefault(lane, Set.of()), host);
    return withLanes(OrderedCopies.with(lanes, lane, openers));
  }

  Scope laneClosed(String lane, String host) {
    Set<String> serving = new LinkedHashSet<>(lanes.getOrDefault(lane, Set.of()));
    serving.remove(host);
    Map<String, Set<String>> open =
        serving.isEmpty()
            ? OrderedCopies.without(lanes, lane)
            : OrderedCopies.with(lanes, lane, serving);
    return withLanes(open);
  }

  private Scope withLanes(Map<String, Set<String>> open) {
    return new Scope(id, name, parent, hosts, entered, left, past, failure, missed, open);
  }

  /** Whether the host has met the failure, if there is one, when it came here. */
  boolean isKnownTo(String host) {
    return entered.contains(host) && !missed.contains(host);
  }

  /** Whether it is in a class, not a class itself. */
  public boolean isTest() {
    return parent != null;
  }

  /** Whether all its hosts are through with it. */
  public boolean isOver() {
    return left.containsAll(hosts);
  }

  /** Whether it is a container, of the same class, in which the other one is. */
  boolean encloses(Scope other) {
    return parent != null && parent.equals(other.parent) && other.name.startsWith(name + "/");
  }

  /** Whether the host may have threads beside its own in this test. */
  boolean hasOpenLane(String host) {
    return lanes.values().stream().anyMatch(serving -> serving.contains(host));
  }

  /** Whether a background thread of the host serves the lane. */
  boolean servesInBackground(String host, String lane) {
    return lanes.getOrDefault(lane, Set.of()).contains(host);
  }
}
