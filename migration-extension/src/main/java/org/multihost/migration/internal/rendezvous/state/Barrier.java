package org.multihost.migration.internal.rendezvous.state;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A barrier at which some hosts have arrived and others are awaited, or a value that some hosts
 * await and any other one may publish.
 *
 * @param id its own id in the run, never used again; it names the latch
 * @param kind what it opens
 * @param scope the id of the scope that it belongs to
 * @param lane the lane that it stands in
 * @param name the barrier's name
 * @param plan what must be the same on every host, a fact a line
 * @param hosts those that meet
 * @param arrived those that have come: a set, so that coming twice is harmless
 * @param doubt of a value that nobody seems able to publish any more; null otherwise
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
   * The question whether a value is really not there: the state does not know what was published.
   * It ends when somebody may publish again.
   *
   * @param number its own in the run, so that no answer is taken for that to another one
   * @param confirmed whether a host has looked since, and found nothing
   */
  public record Doubt(long number, boolean confirmed) {}

  /** What a barrier opens. */
  public enum Kind {
    /** A class or a test. */
    ENTER,
    /** The next step in a test. */
    INSIDE,
    /** What needs a value; it is no barrier, and the value itself ends the wait. */
    VALUE,
    /** What comes after a test. */
    FINISH
  }

  /** The lane of a host's own thread, outside of tests and where no background lane is open. */
  public static final String MAIN = "main";

  /** Where the host's own thread awaits a value of the test's own, from any thread of any host. */
  public static final String OF_TEST = "test";

  /** The same where a thread of a migration's step awaits it, beside the host's own thread. */
  public static final String BESIDE = "beside";

  public Barrier {
    hosts = List.copyOf(hosts);
    arrived = OrderedCopies.of(arrived);
  }

  /** A place where no one is yet, without an id. */
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

  /** Whether the hosts there wait for certain: a value may be there already. */
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

  /** Those that have not come, of those that are awaited. */
  public List<String> missing(@Nullable Scope in) {
    List<String> missing = OrderedCopies.without(hosts, arrived.keySet());
    return kind == Kind.FINISH && in != null ? OrderedCopies.without(missing, in.left()) : missing;
  }
}
