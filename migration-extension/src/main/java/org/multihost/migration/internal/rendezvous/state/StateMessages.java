package org.multihost.migration.internal.rendezvous.state;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The messages that say where each host of a run is, and since when. */
public final class StateMessages {

  /** The prefix of the fact that states in which order a host runs its classes. */
  public static final String ORDER = "order of the classes ";

  private static final String SAME_ORDER =
      "give every host the same order of classes, as with -Dsurefire.runOrder=alphabetical";

  /** Internal lanes, which messages do not name. */
  private static final Set<String> UNNAMED = Set.of(Barrier.MAIN, Barrier.OF_TEST, Barrier.BESIDE);

  private final RunState state;
  private final long now;

  StateMessages(RunState state, long now) {
    this.state = state;
    this.now = now;
  }

  /** Formats a duration, as {@code 250 ms}, {@code 60 s}, {@code 5 min}. */
  public static String duration(Duration duration) {
    long millis = duration.toMillis();
    if (millis < 1000) {
      return millis + " ms";
    }
    if (millis >= 120_000 && millis % 60_000 == 0) {
      return millis / 60_000 + " min";
    }
    return millis % 1000 == 0 || millis > 10_000 ? millis / 1000 + " s" : millis / 1000.0 + " s";
  }

  public static String hosts(Collection<String> hosts) {
    return (hosts.size() == 1 ? "Host [" : "Hosts [") + String.join(", ", hosts) + "]";
  }

  /** Returns the name of a barrier or value, as {@code barrier [ready] of migration #2}. */
  public String place(Barrier gathering) {
    return switch (gathering.kind()) {
      case ENTER -> "the start of " + scope(gathering);
      case FINISH -> "the end of " + scope(gathering);
      case INSIDE -> barrier(gathering.name(), gathering.lane());
      case VALUE -> "value [" + gathering.name() + "]" + of(gathering.lane());
    };
  }

  /**
   * Returns that name with its preposition, as {@code at barrier [ready]}, {@code for value
   * [port]}.
   */
  public String at(Barrier gathering) {
    return (gathering.kind() == Barrier.Kind.VALUE ? "for " : "at ") + place(gathering);
  }

  public static String barrier(String name, String lane) {
    return "barrier [" + name + "]" + of(lane);
  }

  private static String of(String lane) {
    return UNNAMED.contains(lane) ? "" : " of " + lane;
  }

  private String scope(Barrier gathering) {
    Scope scope = state.scopes().get(gathering.scope());
    if (scope == null) {
      return "a test";
    }
    return (scope.isTest() ? "test [" : "class [") + scope.name() + "]";
  }

  public String timeout(Barrier gathering, String host, Duration waited) {
    if (gathering.kind() == Barrier.Kind.VALUE) {
      return valueTimeout(gathering, host, waited);
    }
    List<String> missing = gathering.missing(state.scopes().get(gathering.scope()));
    return hosts(missing)
        + " did not reach "
        + place(gathering)
        + " within "
        + duration(waited)
        + "; arrived: ["
        + String.join(", ", gathering.arrived().keySet())
        + "]; missing: "
        + missing.stream().map(this::whereabouts).collect(Collectors.joining("; "));
  }

  private String valueTimeout(Barrier value, String host, Duration waited) {
    List<String> others = OrderedCopies.without(value.hosts(), List.of(host));
    return "No host published "
        + place(value)
        + " within "
        + duration(waited)
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
    return duration(Duration.ofMillis(Math.max(0, now - then)));
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
        + "]: two processes say that they are it; give each its own name (multihost.host)";
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

  /** Lists the facts that differ between two plans; all facts if only their order differs. */
  String plansDiffer(Barrier gathering, String host, String plan) {
    List<String> theirs = gathering.plan().lines().toList();
    List<String> own = plan.lines().toList();
    boolean sameFacts = Set.copyOf(theirs).equals(Set.copyOf(own));
    return "Hosts have different plans at %s%s%s; %s"
        .formatted(
            place(gathering),
            only(
                gathering.arrived().keySet(),
                sameFacts ? theirs : OrderedCopies.without(theirs, own)),
            only(List.of(host), sameFacts ? own : OrderedCopies.without(own, theirs)),
            remedy(gathering, OrderedCopies.without(own, theirs)));
  }

  private String remedy(Barrier gathering, List<String> differing) {
    Scope scope = state.scopes().get(gathering.scope());
    if (gathering.kind() != Barrier.Kind.ENTER) {
      return "the same calls must run on every host";
    }
    if (scope != null && scope.isTest()) {
      return "the arguments of an invocation must be the same, and in the same order, on every host";
    }
    return "start the same tests, built from the same sources, with the same settings on every host"
        + (differing.stream().anyMatch(fact -> fact.startsWith(ORDER)) ? "; " + SAME_ORDER : "");
  }

  private static String only(Collection<String> hosts, List<String> facts) {
    return facts.isEmpty()
        ? ""
        : "; only on [" + String.join(", ", hosts) + "]: [" + String.join(", ", facts) + "]";
  }

  /**
   * Lists, for each barrier that can never open, the hosts that wait there and where the missing
   * hosts are.
   */
  String neverMeet(List<Barrier> doomed, WaitForGraph liveness) {
    List<String> sides = new ArrayList<>();
    for (Barrier each : doomed) {
      if (each.kind() == Barrier.Kind.FINISH && doomed.size() > 1) {
        sides.add(hosts(each.arrived().keySet()) + " is at " + place(each));
        continue;
      }
      List<String> missing = each.missing(state.scopes().get(each.scope()));
      missing.forEach(host -> sides.add(side(each, host, liveness)));
      if (missing.isEmpty()) {
        sides.add(waits(each) + ", and no other host of the test can publish it");
      }
    }
    return "Hosts can never meet: "
        + String.join("; ", sides)
        + ". "
        + (doomed.stream().anyMatch(this::isStartOfClass)
            ? "Select the same tests (-Dtest, tags) in the same order (surefire.runOrder) on every host"
            : "The same calls must run in the same order on every host")
        + orders(doomed);
  }

  private boolean isStartOfClass(Barrier barrier) {
    Scope scope = state.scopes().get(barrier.scope());
    return barrier.kind() == Barrier.Kind.ENTER && scope != null && !scope.isTest();
  }

  /** Lists the orders in which the waiting hosts run their classes; empty unless they differ. */
  private static String orders(List<Barrier> doomed) {
    Map<String, String> orders = new LinkedHashMap<>();
    for (Barrier each : doomed) {
      each.plan()
          .lines()
          .filter(fact -> fact.startsWith(ORDER))
          .forEach(fact -> orders.put(String.join(", ", each.arrived().keySet()), fact));
    }
    return Set.copyOf(orders.values()).size() < 2
        ? ""
        : orders.entrySet().stream()
            .map(each -> "on [" + each.getKey() + "]: " + each.getValue())
            .collect(Collectors.joining("; ", "; ", "; " + SAME_ORDER));
  }

  private String side(Barrier at, String missing, WaitForGraph liveness) {
    String waits =
        waits(at) + (at.kind() == Barrier.Kind.VALUE ? " of [" : " for [") + missing + "]";
    Scope scope = state.scopes().get(at.scope());
    if (scope != null && scope.left().contains(missing)) {
      return waits + ", which has finished the test";
    }
    Barrier elsewhere = liveness.elsewhere(missing, at);
    if (elsewhere != null) {
      return waits + ", which waits " + at(elsewhere);
    }
    return liveness.hasPassed(missing, at) ? waits + ", which has left the class" : waits;
  }

  private String waits(Barrier at) {
    return hosts(at.arrived().keySet()) + " waits " + at(at);
  }
}
