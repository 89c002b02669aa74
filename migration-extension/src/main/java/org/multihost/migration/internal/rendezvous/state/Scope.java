package org.multihost.migration.internal.rendezvous.state;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a test class, of a test, or of a container in a class. A container has a scope
 * only where a host skipped it or failed in it.
 *
 * @param id its short id in this run; its barriers' ids and its values' keys start with it
 * @param name the unique id of the class, test or container
 * @param parent the id of the class's scope; null if this is a class
 * @param hosts the hosts of the scope
 * @param entered the hosts that entered, or reported that they do not enter
 * @param left the hosts that finished it, or never will
 * @param past the hosts that have gone on to another scope, and do not request this one again
 * @param failure the first failure; it stays
 * @param missed the hosts that had gone on, or may have, before the scope failed, and do not throw
 *     its failure in a test
 * @param lanes the hosts that serve a lane by threads beside their own, by lane
 * @param excuses the aborts into which other extensions have turned the scope's failure, by host
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
    Map<String, Set<String>> lanes,
    Map<String, Failure> excuses) {

  public Scope {
    hosts = List.copyOf(hosts);
    entered = OrderedCopies.of(entered);
    left = OrderedCopies.of(left);
    past = OrderedCopies.of(past);
    missed = OrderedCopies.of(missed);
    lanes = OrderedCopies.of(lanes);
    excuses = OrderedCopies.of(excuses);
  }

  public static Scope of(String id, String name, @Nullable String parent, List<String> hosts) {
    return new Scope(
        id, name, parent, hosts, Set.of(), Set.of(), Set.of(), null, Set.of(), Map.of(), Map.of());
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
        lanes,
        excuses);
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
        lanes,
        excuses);
  }

  /** Returns the scope after the host has entered and left it, and does not request it again. */
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
        lanes,
        excuses);
  }

  /**
   * Returns the scope with a host that does not throw the scope's failure, present or future, in a
   * test.
   */
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
        lanes,
        excuses);
  }

  /**
   * Returns the scope broken by a failure. The first failure stays, but a failure replaces an abort
   * or a skip.
   */
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
            lanes,
            excuses);
  }

  /**
   * Returns the scope with a host on which another extension has turned the scope's failure into an
   * abort. Once that is so on every host, the first of these aborts replaces the failure.
   */
  Scope excused(String host, Failure abort) {
    Map<String, Failure> all = OrderedCopies.with(excuses, host, abort);
    boolean everywhere = failure != null && failure.fails() && all.keySet().containsAll(hosts);
    return everywhere ? with(all.values().iterator().next(), Map.of()) : with(failure, all);
  }

  /** Returns the scope without the excuse of the host on which a further failure has happened. */
  Scope notExcused(Failure further) {
    return excuses.keySet().stream()
        .filter(host -> further.fails() && further.isOf(host))
        .findFirst()
        .map(host -> with(failure, OrderedCopies.without(excuses, host)))
        .orElse(this);
  }

  private Scope with(@Nullable Failure newFailure, Map<String, Failure> newExcuses) {
    return new Scope(
        id, name, parent, hosts, entered, left, past, newFailure, missed, lanes, newExcuses);
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
    return new Scope(id, name, parent, hosts, entered, left, past, failure, missed, open, excuses);
  }

  /** Returns whether the host has received the scope's failure, if there is one, in this scope. */
  boolean isKnownTo(String host) {
    return entered.contains(host) && !missed.contains(host);
  }

  /** Returns whether this is in a class, not a class itself. */
  public boolean isTest() {
    return parent != null;
  }

  /** Returns whether all hosts have finished the scope. */
  public boolean isOver() {
    return left.containsAll(hosts);
  }

  /** Returns whether this is a container, in the same class, that contains the other scope. */
  boolean encloses(Scope other) {
    return parent != null && parent.equals(other.parent) && other.name.startsWith(name + "/");
  }

  /** Returns whether the host may have threads beside its own in this test. */
  boolean hasOpenLane(String host) {
    return lanes.values().stream().anyMatch(serving -> serving.contains(host));
  }

  boolean servesInBackground(String host, String lane) {
    return lanes.getOrDefault(lane, Set.of()).contains(host);
  }
}
