package org.multihost.migration.internal.rendezvous;

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
 * @param lanes the hosts that serve a lane by a background thread, by lane
 */
record Scope(
    String id,
    String name,
    @Nullable String parent,
    List<String> hosts,
    Set<String> entered,
    Set<String> left,
    Set<String> past,
    @Nullable Failure failure,
    Map<String, Set<String>> lanes) {

  Scope {
    hosts = List.copyOf(hosts);
    entered = Copies.of(entered);
    left = Copies.of(left);
    past = Copies.of(past);
    lanes = Copies.of(lanes);
  }

  static Scope of(String id, String name, @Nullable String parent, List<String> hosts) {
    return new Scope(id, name, parent, hosts, Set.of(), Set.of(), Set.of(), null, Map.of());
  }

  Scope entered(String host) {
    return new Scope(
        id, name, parent, hosts, Copies.with(entered, host), left, past, failure, lanes);
  }

  Scope left(String host) {
    return new Scope(
        id, name, parent, hosts, entered, Copies.with(left, host), past, failure, lanes);
  }

  /** The host has entered and left it, and does not ask for it again. */
  Scope past(String host) {
    return new Scope(
        id,
        name,
        parent,
        hosts,
        Copies.with(entered, host),
        Copies.with(left, host),
        Copies.with(past, host),
        failure,
        lanes);
  }

  /** Broken by a failure, unless an earlier one has done so. */
  Scope failed(Failure newFailure) {
    return failure != null
        ? this
        : new Scope(id, name, parent, hosts, entered, left, past, newFailure, lanes);
  }

  Scope laneOpened(String lane, String host) {
    Set<String> openers = Copies.with(lanes.getOrDefault(lane, Set.of()), host);
    return new Scope(
        id, name, parent, hosts, entered, left, past, failure, Copies.with(lanes, lane, openers));
  }

  /** Whether it is in a class, not a class itself. */
  boolean isTest() {
    return parent != null;
  }

  /** Whether all its hosts are through with it. */
  boolean isOver() {
    return left.containsAll(hosts);
  }

  /** Whether it is a container, of the same class, in which the other one is. */
  boolean encloses(Scope other) {
    return parent != null && parent.equals(other.parent) && other.name.startsWith(name + "/");
  }

  /** Whether a background thread of the host serves the lane. */
  boolean servesInBackground(String host, String lane) {
    return lanes.getOrDefault(lane, Set.of()).contains(host);
  }
}
