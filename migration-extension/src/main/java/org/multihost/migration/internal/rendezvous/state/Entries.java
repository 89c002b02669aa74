package org.multihost.migration.internal.rendezvous.state;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.internal.rendezvous.state.Barrier.Kind;

/** The commands by which hosts enter classes and tests, and leave classes. */
final class Entries {

  private final Change change;

  Entries(Change change) {
    this.change = change;
  }

  public Reply enterClass(Command.EnterClass enter) {
    Barriers barriers = new Barriers(change);
    Optional<Reply> known = barriers.known(enter.host(), Barrier.MAIN, enter.ticket());
    if (known.isPresent()) {
      return known.get();
    }
    leave(enter.host(), null);
    Scope scope = toEnter(enter.host(), enter.name(), null, enter.hosts()).entered(enter.host());
    if (!scope.hosts().equals(enter.hosts())) {
      String message =
          "Hosts of class [%s] differ: on host [%s] %s, on another host %s"
              .formatted(enter.name(), enter.host(), enter.hosts(), scope.hosts());
      scope = scope.failed(new Failure.WrongBarrier(message));
    }
    change.put(scope);
    return barriers.arriveAt(
        Barrier.at(Kind.ENTER, scope.id(), Barrier.MAIN, "enter", enter.plan(), scope.hosts()),
        enter.host(),
        enter.ticket());
  }

  public Reply enterTest(Command.EnterTest enter) {
    Scope parent = change.state().scopes().get(enter.parent());
    if (parent == null) {
      return new Reply.Refused("The class of test [" + enter.name() + "] is over");
    }
    Barriers barriers = new Barriers(change);
    Optional<Reply> known = barriers.known(enter.host(), Barrier.MAIN, enter.ticket());
    if (known.isPresent()) {
      return known.get();
    }
    leave(enter.host(), parent.id());
    Scope scope =
        toEnter(enter.host(), enter.name(), parent.id(), parent.hosts()).entered(enter.host());
    change.put(scope);
    return barriers.arriveAt(
        Barrier.at(Kind.ENTER, scope.id(), Barrier.MAIN, "enter", enter.plan(), scope.hosts()),
        enter.host(),
        enter.ticket());
  }

  /**
   * Returns the execution of a class or test that the host enters: the oldest one that it has not
   * entered yet, even if that one is broken and other hosts have gone on; otherwise a new one. All
   * hosts run the same in the same order, so the n-th run of a class on one host belongs to the
   * n-th run on another, whichever host fails, and however soon.
   */
  Scope toEnter(String host, String name, @Nullable String parent, List<String> hosts) {
    return change.state().scopes().values().stream()
        .filter(each -> isOf(parent, name, each) && !each.entered().contains(host))
        .findFirst()
        .orElseGet(() -> Scope.of("s" + change.nextId(), name, parent, hosts));
  }

  static boolean isOf(@Nullable String parent, String name, Scope scope) {
    return Objects.equals(parent, scope.parent()) && scope.name().equals(name);
  }

  /** Records that a host has left a class and has received its result. */
  Reply leaveClass(Command.LeaveClass left) {
    change
        .scope(left.scope())
        .ifPresent(
            scope -> {
              leave(left.host(), scope.id());
              change.put(scope.past(left.host()));
              change.settle();
            });
    return new Reply.Done();
  }

  /**
   * Marks the host as past every scope that it was in before, and ends its waits there.
   *
   * @param within the class that the host stays in; null if it leaves that too
   */
  void leave(String host, @Nullable String within) {
    for (Scope each : change.state().scopes().values()) {
      if (each.entered().contains(host) && !each.id().equals(within)) {
        change.put(each.past(host));
      }
    }
    for (Barrier each : change.state().barriers().values()) {
      change.to(change.state().with(each.without(host)));
    }
  }
}
