package org.multihost.migration.internal.rendezvous.state;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.multihost.migration.internal.config.text.Durations;

/** The messages that say where each host of a run is, and since when. */
public final class StateMessages {

  /** The prefix of the fact that states in which order a host runs its classes. */
  public static final String ORDER = "order of the classes ";

  /** Internal lanes, which messages do not name. */
  private static final Set<String> UNNAMED = Set.of(Barrier.MAIN, Barrier.OF_TEST, Barrier.BESIDE);

  private final RunState state;
  private final long now;

  StateMessages(RunState state, long now) {
    this.state = state;
    this.now = now;
  }

  public static String hosts(Collection<String> hosts) {
    return (hosts.size() == 1 ? "Host [" : "Hosts [") + String.join(", ", hosts) + "]";
  }

  /** Returns the name of a barrier or value, as {@code barrier [ready] of migration #2}. */
  public String place(Barrier barrier) {
    return switch (barrier.kind()) {
      case ENTER -> "the start of " + scope(barrier);
      case FINISH -> "the end of " + scope(barrier);
      case INSIDE -> barrier(barrier.name(), barrier.lane());
      case VALUE -> "value [" + barrier.name() + "]" + of(barrier.lane());
    };
  }

  /**
   * Returns that name with its preposition, as {@code at barrier [ready]}, {@code for value
   * [port]}.
   */
  public String at(Barrier barrier) {
    return (barrier.kind() == Barrier.Kind.VALUE ? "for " : "at ") + place(barrier);
  }

  public static String barrier(String name, String lane) {
    return "barrier [" + name + "]" + of(lane);
  }

  private static String of(String lane) {
    return UNNAMED.contains(lane) ? "" : " of " + lane;
  }

  private String scope(Barrier barrier) {
    Scope scope = state.scopes().get(barrier.scope());
    if (scope == null) {
      return "a test";
    }
    return (scope.isTest() ? "test [" : "class [") + scope.name() + "]";
  }

  public String timeout(Barrier barrier, String host, Duration waited) {
    if (barrier.kind() == Barrier.Kind.VALUE) {
      return valueTimeout(barrier, host, waited);
    }
    List<String> missing = barrier.missing(state.scopes().get(barrier.scope()));
    return hosts(missing)
        + " did not reach "
        + place(barrier)
        + " within "
        + Durations.format(waited)
        + "; arrived: ["
        + String.join(", ", barrier.arrived().keySet())
        + "]; missing: "
        + missing.stream().map(this::whereabouts).collect(Collectors.joining("; "));
  }

  private String valueTimeout(Barrier value, String host, Duration waited) {
    List<String> others = OrderedCopies.without(value.hosts(), List.of(host));
    return "No host published "
        + place(value)
        + " within "
        + Durations.format(waited)
        + " for host ["
        + host
        + "]; others: "
        + others.stream().map(this::whereabouts).collect(Collectors.joining("; "));
  }

  /**
   * Returns where a host was seen last, as {@code [destination], last seen [PREPARE_VM] 58 s ago}.
   */
  String whereabouts(String name) {
    HostState host = state.hosts().get(name);
    if (host == null) {
      return "[" + name + "], never seen in this run";
    }
    return "[" + name + "], last seen [" + host.seen() + "] " + ago(host.seenAt()) + " ago";
  }

  private String ago(long then) {
    return Durations.format(Duration.ofMillis(Math.max(0, now - then)));
  }

  public String lost(String name, String reason) {
    HostState host = state.hosts().get(name);
    String seen = host == null ? "" : "; last seen [" + host.seen() + "] ";
    return "Host ["
        + name
        + "] was lost: "
        + reason
        + seen
        + (host == null ? "" : ago(host.seenAt()) + " before");
  }

  String nameTaken(String name) {
    return "Run ["
        + state.runId()
        + "] already has a host ["
        + name
        + "]: two processes have this name; give each its own name (multihost.host); a build that runs"
        + " its tests in several JVMs at a time must use one (Surefire: -DforkCount=1)";
  }

  public String ending(String name) {
    return "Run ["
        + state.runId()
        + "] is ending, and takes host ["
        + name
        + "] no more; the next run may follow at the same address";
  }

  public String left(String name) {
    HostState host = state.hosts().get(name);
    return "Host ["
        + name
        + "] has left the run, and others still wait for it; last seen ["
        + (host == null ? "" : host.seen())
        + "]";
  }
}
