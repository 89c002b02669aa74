package org.multihost.migration.internal.rendezvous.state;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The messages about hosts whose plans differ, or that can never meet. */
final class ConflictMessages {

  private static final String SAME_ORDER =
      "give every host the same order of classes, as with -Dsurefire.runOrder=alphabetical, or with JUnit's parameter [junit.jupiter.testclass.order.default]";

  private static final String SAME_TESTS =
      "give every host the same order of tests; if it is random, set JUnit's parameter [junit.jupiter.execution.order.random.seed] to the same number on every host";

  private final RunState state;
  private final StateMessages words;

  ConflictMessages(RunState state, long now) {
    this.state = state;
    this.words = new StateMessages(state, now);
  }

  /**
   * Lists the facts that differ between two plans; the facts in other places if only their order
   * differs.
   */
  public String plansDiffer(Barrier barrier, String host, String plan) {
    List<String> theirs = barrier.plan().lines().toList();
    List<String> own = plan.lines().toList();
    boolean sameFacts = Set.copyOf(theirs).equals(Set.copyOf(own));
    return "Hosts have different plans at %s%s%s; %s"
        .formatted(
            words.place(barrier),
            only(
                barrier.arrived().keySet(),
                sameFacts ? moved(theirs, own) : OrderedCopies.without(theirs, own)),
            only(
                List.of(host), sameFacts ? moved(own, theirs) : OrderedCopies.without(own, theirs)),
            remedy(barrier, OrderedCopies.without(own, theirs), sameFacts));
  }

  private static List<String> moved(List<String> facts, List<String> others) {
    return IntStream.range(0, facts.size())
        .filter(at -> at >= others.size() || !facts.get(at).equals(others.get(at)))
        .mapToObj(facts::get)
        .toList();
  }

  private String remedy(Barrier barrier, List<String> differing, boolean sameFacts) {
    Scope scope = state.scopes().get(barrier.scope());
    if (barrier.kind() != Barrier.Kind.ENTER) {
      return "the same calls must run on every host";
    }
    if (scope != null && scope.isTest()) {
      return "the arguments of an invocation must be the same, and in the same order, on every host";
    }
    if (sameFacts) {
      return SAME_TESTS;
    }
    return "start the same tests, built from the same sources, with the same settings on every host"
        + (differing.stream().anyMatch(fact -> fact.startsWith(StateMessages.ORDER))
            ? "; " + SAME_ORDER
            : "");
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
  public String neverMeet(List<Barrier> doomed, WaitForGraph liveness) {
    List<String> sides = new ArrayList<>();
    for (Barrier each : doomed) {
      if (each.kind() == Barrier.Kind.FINISH && doomed.size() > 1) {
        sides.add(StateMessages.hosts(each.arrived().keySet()) + " is at " + words.place(each));
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
          .filter(fact -> fact.startsWith(StateMessages.ORDER))
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
      return waits + ", which waits " + words.at(elsewhere);
    }
    return liveness.hasPassed(missing, at) ? waits + ", which has left the class" : waits;
  }

  private String waits(Barrier at) {
    return StateMessages.hosts(at.arrived().keySet()) + " waits " + words.at(at);
  }
}
