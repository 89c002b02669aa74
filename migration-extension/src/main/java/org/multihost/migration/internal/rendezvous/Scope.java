package org.multihost.migration.internal.rendezvous;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A test class or a test as the run knows it: one entering of it by its hosts.
 *
 * @param id its short id in this run; keys of its values and latches start with it
 * @param name the unique id of the class or test
 * @param parent the id of the class's scope if this is a test
 * @param hosts those that take part; empty while only skips of it are known
 * @param plan the class's plan
 * @param entered the hosts that came, or said that they skip it
 * @param left the hosts that are through with it
 * @param failure the first failure; it stays
 * @param lanes the hosts that serve a lane by a background thread, by lane
 */
record Scope(
    String id,
    String name,
    @Nullable String parent,
    List<String> hosts,
    String plan,
    Set<String> entered,
    Set<String> left,
    @Nullable Failure failure,
    Map<String, Set<String>> lanes) {

  Scope {
    hosts = List.copyOf(hosts);
    entered = Copies.of(entered);
    left = Copies.of(left);
    lanes = Copies.of(lanes);
  }

  static Scope named(String id, String name) {
    return new Scope(id, name, null, List.of(), "", Set.of(), Set.of(), null, Map.of());
  }

  Scope of(@Nullable String newParent, List<String> newHosts, String newPlan) {
    return new Scope(id, name, newParent, newHosts, newPlan, entered, left, failure, lanes);
  }

  Scope entered(String host) {
    return new Scope(
        id, name, parent, hosts, plan, Copies.with(entered, host), left, failure, lanes);
  }

  Scope left(String host) {
    return new Scope(
        id, name, parent, hosts, plan, entered, Copies.with(left, host), failure, lanes);
  }

  Scope failed(@Nullable Failure newFailure) {
    return new Scope(id, name, parent, hosts, plan, entered, left, newFailure, lanes);
  }

  Scope laneOpened(String lane, String host) {
    Set<String> openers = Copies.with(lanes.getOrDefault(lane, Set.of()), host);
    return new Scope(
        id, name, parent, hosts, plan, entered, left, failure, Copies.with(lanes, lane, openers));
  }

  boolean isTest() {
    return parent != null;
  }

  /** Whether all its hosts are through with it. */
  boolean isOver() {
    return !hosts.isEmpty() && left.containsAll(hosts);
  }

  /** Whether a background thread of the host serves the lane. */
  boolean servesInBackground(String host, String lane) {
    return lanes.getOrDefault(lane, Set.of()).contains(host);
  }
}
