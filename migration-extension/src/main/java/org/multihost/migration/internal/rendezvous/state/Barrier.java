package org.multihost.migration.internal.rendezvous.state;

import java.util.List;
import java.util.Map;
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
   * The lane in which a thread of a migration's step, beside the host's own thread, awaits such a
   * value.
   */
  public static final String BESIDE = "beside";

  public Barrier {
    hosts = List.copyOf(hosts);
    arrived = OrderedCopies.of(arrived);
  }

  /** Returns a barrier without an id, at which no host has arrived. */
  public static Barrier at(
      Kind kind, String scope, String lane, String name, String plan, List<String> hosts) {
    return new Barrier("", kind, scope, lane, name, plan, hosts, Map.of(), null);
  }

  public Barrier named(String newId) {
    return new Barrier(newId, kind, scope, lane, name, plan, hosts, arrived, doubt);
  }

  Barrier arrived(String host, long now) {
    return arrived(OrderedCopies.with(arrived, host, now));
  }

  public Barrier without(String host) {
    return arrived(OrderedCopies.without(arrived, host));
  }

  private Barrier arrived(Map<String, Long> all) {
    return new Barrier(id, kind, scope, lane, name, plan, hosts, all, doubt);
  }

  Barrier doubted(@Nullable Doubt newDoubt) {
    return new Barrier(id, kind, scope, lane, name, plan, hosts, arrived, newDoubt);
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
