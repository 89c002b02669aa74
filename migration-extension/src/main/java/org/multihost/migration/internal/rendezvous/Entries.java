package org.multihost.migration.internal.rendezvous;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.internal.rendezvous.Gathering.Kind;

/** The commands by which hosts enter classes and tests, or report that they do not. */
final class Entries {

  private final Change change;

  Entries(Change change) {
    this.change = change;
  }

  Reply enterClass(Command.EnterClass enter) {
    Barriers barriers = new Barriers(change);
    Optional<Reply> known = barriers.known(enter.host(), Gathering.MAIN, enter.ticket());
    if (known.isPresent()) {
      return known.get();
    }
    leave(enter.host(), null);
    Scope scope = classToEnter(enter.host(), enter.name(), enter.hosts()).entered(enter.host());
    if (!scope.hosts().equals(enter.hosts())) {
      String message =
          "Hosts of class [%s] differ: on host [%s] %s, on another host %s"
              .formatted(enter.name(), enter.host(), enter.hosts(), scope.hosts());
      scope = scope.failed(Failure.wrongBarrier(message));
    }
    change.put(scope);
    return barriers.arriveAt(
        Gathering.at(Kind.ENTER, scope.id(), Gathering.MAIN, "enter", enter.plan(), scope.hosts()),
        enter.host(),
        enter.ticket());
  }

  Reply enterTest(Command.EnterTest enter) {
    Scope parent = change.state().scopes().get(enter.parent());
    if (parent == null) {
      return Reply.refused("The class of test [" + enter.name() + "] is over");
    }
    Barriers barriers = new Barriers(change);
    Optional<Reply> known = barriers.known(enter.host(), Gathering.MAIN, enter.ticket());
    if (known.isPresent()) {
      return known.get();
    }
    leave(enter.host(), parent.id());
    Scope scope = testToEnter(enter.host(), enter.name(), parent).entered(enter.host());
    change.put(scope);
    return barriers.arriveAt(
        Gathering.at(Kind.ENTER, scope.id(), Gathering.MAIN, "enter", enter.plan(), scope.hosts()),
        enter.host(),
        enter.ticket());
  }

  /** A host reports that it does not enter a class, a test or a container, or failed there. */
  Reply stayOut(Command.StayOut report) {
    if (!report.hosts().contains(report.host())) {
      return Reply.DONE; // nobody waits for it there
    }
    String host = report.host();
    Optional<Scope> type = entered(host, report.type(), null);
    if (report.name().equals(report.type())) {
      Scope found = type.orElseGet(() -> classToEnter(host, report.name(), report.hosts()));
      breakFor(host, found, null, report.why());
    } else {
      type.filter(parent -> !isKnown(report, parent))
          .ifPresent(parent -> breakFor(host, test(report, parent), parent.id(), report.why()));
    }
    return Reply.DONE;
  }

  private Scope test(Command.StayOut report, Scope parent) {
    return entered(report.host(), report.name(), parent.id())
        .orElseGet(() -> testToEnter(report.host(), report.name(), parent));
  }

  private void breakFor(String host, Scope found, @Nullable String within, Failure why) {
    leave(host, within);
    Scope passed = found.past(host);
    change.fail(why.fails() ? passed : passed.missed(host), why);
  }

  /** Whether the host has reported that already, as when a container's own method failed. */
  private boolean isKnown(Command.StayOut report, Scope parent) {
    return change.state().scopes().values().stream()
        .filter(each -> isOf(parent.id(), report.name(), each))
        .map(Scope::failure)
        .anyMatch(failure -> failure != null && failure.host().equals(report.host()));
  }

  /** The execution in which the host is, or was last. */
  private Optional<Scope> entered(String host, String name, @Nullable String parent) {
    return change.state().scopes().values().stream()
        .filter(each -> isOf(parent, name, each))
        .filter(each -> each.entered().contains(host) && !each.past().contains(host))
        .reduce((first, second) -> second);
  }

  /**
   * The execution of the class that the host comes to: one where others wait now; else the oldest
   * that it has not come to yet, so that it hears why that one is broken; else a new one. What is
   * older than the one where others wait is over: they have tried again.
   */
  private Scope classToEnter(String host, String name, List<String> hosts) {
    List<Scope> open =
        change.state().scopes().values().stream()
            .filter(each -> isOf(null, name, each))
            .filter(each -> !each.entered().contains(host))
            .toList();
    Optional<Scope> awaited = open.stream().filter(this::isAwaited).findFirst();
    awaited.ifPresent(
        scope -> open.stream().filter(each -> each != scope).forEach(each -> pass(each, host)));
    return awaited.or(() -> open.stream().findFirst()).orElseGet(() -> fresh(name, null, hosts));
  }

  private void pass(Scope scope, String host) {
    change.put(scope.past(host));
  }

  private boolean isAwaited(Scope scope) {
    return change.state().gatherings().values().stream()
        .anyMatch(each -> each.kind() == Kind.ENTER && each.scope().equals(scope.id()));
  }

  private Scope testToEnter(String host, String name, Scope parent) {
    return change.state().scopes().values().stream()
        .filter(each -> isOf(parent.id(), name, each) && !each.entered().contains(host))
        .findFirst()
        .orElseGet(() -> fresh(name, parent.id(), parent.hosts()));
  }

  private static boolean isOf(@Nullable String parent, String name, Scope scope) {
    return Objects.equals(parent, scope.parent()) && scope.name().equals(name);
  }

  private Scope fresh(String name, @Nullable String parent, List<String> hosts) {
    return Scope.of("s" + change.nextId(), name, parent, hosts);
  }

  /** A host is through with a class, and has heard how it ended. */
  Reply leaveClass(Command.LeaveClass left) {
    change
        .scope(left.scope())
        .ifPresent(
            scope -> {
              leave(left.host(), scope.id());
              change.put(scope.past(left.host()));
              change.settle();
            });
    return Reply.DONE;
  }

  /**
   * A host that goes on has left what it was in before, and no longer waits there.
   *
   * @param within the class that it stays in; null if it leaves that too
   */
  private void leave(String host, @Nullable String within) {
    for (Scope each : change.state().scopes().values()) {
      if (each.entered().contains(host) && !each.id().equals(within)) {
        change.put(each.past(host));
      }
    }
    for (Gathering each : change.state().gatherings().values()) {
      change.to(change.state().with(each.without(host)));
    }
  }
}
