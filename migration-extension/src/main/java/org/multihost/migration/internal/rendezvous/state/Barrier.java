package org.multihost.migration.internal.rendezvous.state;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A barrier that waits for the rest of its hosts, or a value that some hosts await and any other
 * host may publish.
 *
 * @param id the id in the run, never reused
 * @param kind the kind of barrier
 * @param scope the id of the scope that it belongs to
 * @param lane the lane that it belongs to
 * @param name the barrier's name
 * @param plan the facts that must be the same on every host, one per line
 * @param hosts the hosts that meet
 * @param arrived the arrival time of each host that has arrived, in milliseconds of the
 *     coordinator's clock; a repeated arrival is harmless
 * @param beside the hosts among them that arrived only on threads beside their own, which may go on
 *     meanwhile
 * @param doubt the doubt about a value that no host seems able to publish any more; null otherwise
 */
public record Barrier(
    String id,
    Kind kind,
    String scope,
    String lane,
    String name,
    String plan,
    List<String> hosts,
    Map<String, Long> arrived,
    Set<String> beside,
    @Nullable Doubt doubt) {

  /**
   * A doubt whether an awaited value can still be published. The state does not contain the values,
   * so a waiting host must look for the value once more. The doubt ends when some host may publish
   * the value again.
   *
   * @param number its number in the run, so that an answer is not taken for the answer to another
   *     doubt
   * @param confirmed whether a host has looked since, and found no value
   */
  public record Doubt(long number, boolean confirmed) {}

  /** The kind of a barrier. */
  public enum Kind {
    /** The entry of a class or a test. */
    ENTER,
    /** A barrier inside a test. */
    INSIDE,
    /** A wait for a value. It is no barrier: the value itself ends the wait. */
    VALUE,
    /** The end of a test or a class. */
    FINISH
  }

  /** The lane of a host's own thread, outside of tests and where no background lane is open. */
  public static final String MAIN = "main";

  /**
   * The lane in which the host's own thread awaits a value of the test's own, which any thread of
   * any host may publish.
   */
  public static final String OF_TEST = "test";

  /**
   * The lane of the threads beside the host's own, such as those of a migration's steps: they await
   * such values, and arrive at the barriers of {@link #MAIN}.
   */
  public static final String BESIDE = "beside";

  public Barrier {
    hosts = List.copyOf(hosts);
    arrived = OrderedCopies.of(arrived);
    beside = OrderedCopies.of(beside);
  }

  /** Returns a barrier without an id, at which no host has arrived. */
  public static Barrier at(
      Kind kind, String scope, String lane, String name, String plan, List<String> hosts) {
    return new Barrier("", kind, scope, lane, name, plan, hosts, Map.of(), Set.of(), null);
  }

  public Barrier named(String newId) {
    return new Barrier(newId, kind, scope, lane, name, plan, hosts, arrived, beside, doubt);
  }

  /** Returns the barrier with a host that arrives on its own thread, or on one of a lane. */
  Barrier arrived(String host, long now) {
    return arrived(OrderedCopies.with(arrived, host, now), OrderedCopies.without(beside, host));
  }

  /** Returns the barrier with a host that arrives on a thread beside its own. */
  Barrier arrivedBeside(String host, long now) {
    return arrived.containsKey(host)
        ? this
        : arrived(OrderedCopies.with(arrived, host, now), OrderedCopies.with(beside, host));
  }

  public Barrier without(String host) {
    return arrived(OrderedCopies.without(arrived, host), OrderedCopies.without(beside, host));
  }

  private Barrier arrived(Map<String, Long> all, Set<String> besideOwn) {
    return new Barrier(id, kind, scope, lane, name, plan, hosts, all, besideOwn, doubt);
  }

  /** Returns whether the thread of the host that serves the barrier's lane waits here. */
  boolean occupies(String host) {
    return arrived.containsKey(host) && !beside.contains(host);
  }

  Barrier doubted(@Nullable Doubt newDoubt) {
    return new Barrier(id, kind, scope, lane, name, plan, hosts, arrived, beside, newDoubt);
  }

  /** Returns whether the hosts certainly wait; an awaited value may have been published already. */
  public boolean isCertain() {
    return kind != Kind.VALUE || doubt != null && doubt.confirmed();
  }

  boolean isComplete(Scope in) {
    return kind != Kind.VALUE && missing(in).isEmpty();
  }

  boolean isAt(Barrier other) {
    return kind == other.kind
        && scope.equals(other.scope)
        && lane.equals(other.lane)
        && name.equals(other.name)
        && hosts.equals(other.hosts);
  }

  /**
   * Returns the hosts that have not arrived; at the end of a scope, hosts that have left it are not
   * awaited.
   */
  public List<String> missing(@Nullable Scope in) {
    List<String> missing = OrderedCopies.without(hosts, arrived.keySet());
    return kind == Kind.FINISH && in != null ? OrderedCopies.without(missing, in.left()) : missing;
  }
}
