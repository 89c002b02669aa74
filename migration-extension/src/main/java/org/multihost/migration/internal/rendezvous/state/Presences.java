package org.multihost.migration.internal.rendezvous.state;

import org.multihost.migration.internal.rendezvous.state.HostState.Presence;

/** The commands by which processes join and leave a run as hosts. */
final class Presences {

  private final Change change;

  Presences(Change change) {
    this.change = change;
  }

  /**
   * Joins a host. If a host of that name has left this run, the process belongs to the next run, as
   * when a build tool starts a JVM for each class; the reply says that this run is ending.
   */
  public Reply join(Command.Join join) {
    HostState known = change.state().hosts().get(join.host());
    Presence presence = known == null ? Presence.LEFT : known.presence();
    if (known != null && presence == Presence.PRESENT) {
      return known.session().equals(join.session())
          ? new Reply.Done()
          : new Reply.Refused(change.wording().nameTaken(join.host()));
    }
    if (known != null && known.gone() != null && presence == Presence.LOST) {
      return new Reply.Refused(known.gone());
    }
    if (known != null || change.state().closing()) {
      return new Reply.RunEnding(change.wording().ending(join.host()));
    }
    change.to(change.state().with(join.host(), HostState.joined(join.session(), change.now())));
    return new Reply.Done();
  }

  public Reply leave(Command.Leave leave) {
    HostState host = change.state().hosts().get(leave.host());
    if (host != null && host.session().equals(leave.session()) && !host.isGone()) {
      String why = change.wording().left(leave.host());
      change.to(change.state().with(leave.host(), host.gone(Presence.LEFT, why)));
      change.settle();
    }
    return new Reply.Done();
  }

  public Reply lose(Command.Lose lose) {
    change.state().hosts().forEach((name, host) -> loseIfIts(name, host, lose));
    change.settle();
    return new Reply.Done();
  }

  private void loseIfIts(String name, HostState host, Command.Lose lose) {
    if (host.session().equals(lose.session()) && !host.isGone()) {
      String why = change.wording().lost(name, lose.reason());
      change.to(change.state().with(name, host.gone(Presence.LOST, why)));
    }
  }

  public Reply replace(Command.Replace replace) {
    HostState host = change.state().hosts().get(replace.host());
    if (host != null) {
      loseIfIts(replace.host(), host, new Command.Lose(host.session(), replace.reason()));
      change.state().scopes().values().forEach(scope -> endFor(replace.host(), scope));
      change.to(change.state().without(replace.host()));
      change.settle();
    }
    return new Reply.Done();
  }

  /** Marks the host as past a scope, which stays broken: the replacing process never entered it. */
  private void endFor(String host, Scope scope) {
    if (scope.hosts().contains(host)) {
      Scope broken = change.state().gone(scope).map(scope::failed).orElse(scope);
      change.put(broken.past(host));
    }
  }

  public Reply close() {
    change.to(change.state().closed());
    change.settle();
    return new Reply.Done();
  }
}
