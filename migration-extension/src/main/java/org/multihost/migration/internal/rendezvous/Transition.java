package org.multihost.migration.internal.rendezvous;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.multihost.migration.internal.rendezvous.Gathering.Kind;
import org.multihost.migration.internal.rendezvous.HostState.Arrival;
import org.multihost.migration.internal.rendezvous.HostState.Presence;
import org.multihost.migration.internal.wire.ThrowableRecord;

/**
 * One change of a run's state: a command's effect and all that follows from it.
 *
 * <p>What follows is {@link Settlement}'s.
 */
final class Transition {

  private final long now;
  private RunState state;

  Transition(RunState before, long now) {
    this.state = before;
    this.now = now;
  }

  RunState state() {
    return state;
  }

  Reply join(Command.Join join) {
    HostState known = state.hosts().get(join.host());
    if (known != null && known.presence() == Presence.PRESENT) {
      return known.session().equals(join.session())
          ? Reply.DONE
          : Reply.refused(wording().nameTaken(join.host()));
    }
    if (known != null && known.gone() != null && known.presence() == Presence.LOST) {
      return Reply.refused(known.gone());
    }
    state = state.with(join.host(), HostState.joined(join.session(), now));
    return Reply.DONE;
  }

  Reply leave(Command.Leave leave) {
    HostState host = state.hosts().get(leave.host());
    if (host != null && host.session().equals(leave.session()) && !host.isGone()) {
      state = state.with(leave.host(), host.gone(Presence.LEFT, wording().left(leave.host())));
      settle();
    }
    return Reply.DONE;
  }

  Reply lose(Command.Lose lose) {
    state.hosts().forEach((name, host) -> loseIfIts(name, host, lose));
    settle();
    return Reply.DONE;
  }

  private void loseIfIts(String name, HostState host, Command.Lose lose) {
    if (host.session().equals(lose.session()) && !host.isGone()) {
      String why = wording().lost(name, lose.reason());
      state = state.with(name, host.gone(Presence.LOST, why));
    }
  }

  Reply replace(Command.Replace replace) {
    HostState host = state.hosts().get(replace.host());
    if (host != null) {
      loseIfIts(replace.host(), host, new Command.Lose(host.session(), replace.reason()));
      state.scopes().values().forEach(scope -> endFor(replace.host(), scope));
      state = state.without(replace.host());
      settle();
    }
    return Reply.DONE;
  }

  /** It is through with a scope, which stays broken; whoever comes for it was never there. */
  private void endFor(String host, Scope scope) {
    if (scope.hosts().contains(host) && !scope.left().contains(host)) {
      Scope broken = state.gone(scope).map(gone -> failed(scope, gone)).orElse(scope);
      state = state.with(broken.entered(host).left(host));
    }
  }

  Reply enterClass(Command.EnterClass enter) {
    Optional<Reply> repeated = repeated(enter.host(), Gathering.MAIN, enter.ticket());
    if (repeated.isPresent()) {
      return repeated.get();
    }
    leaveTests(enter.host());
    Scope scope = scopeToEnter(enter.host(), enter.name());
    boolean differs = !scope.hosts().isEmpty() && !scope.hosts().equals(enter.hosts());
    if (scope.hosts().isEmpty()) {
      scope = scope.of(null, enter.hosts(), enter.plan());
    }
    if (differs) {
      String message =
          "Hosts of class [%s] differ: on host [%s] %s, on another host %s"
              .formatted(enter.name(), enter.host(), enter.hosts(), scope.hosts());
      scope = failed(scope, Failure.wrongBarrier(message));
    }
    return enter(scope, enter.host(), enter.ticket(), enter.plan());
  }

  Reply enterTest(Command.EnterTest enter) {
    Scope parent = state.scopes().get(enter.parent());
    if (parent == null) {
      return Reply.refused("The class of test [" + enter.name() + "] is over");
    }
    Optional<Reply> repeated = repeated(enter.host(), Gathering.MAIN, enter.ticket());
    if (repeated.isPresent()) {
      return repeated.get();
    }
    leaveTests(enter.host());
    Scope scope = scopeToEnter(enter.host(), enter.name()).of(parent.id(), parent.hosts(), "");
    return enter(scope, enter.host(), enter.ticket(), "");
  }

  private Reply enter(Scope found, String host, String ticket, String plan) {
    Scope scope = found.entered(host);
    Failure failure = scope.failure();
    if (failure != null
        && failure.kind() == Failure.Kind.SKIPPED
        && !scope.hosts().contains(failure.host())) {
      scope = scope.failed(null);
    }
    state = state.with(scope);
    return arriveAt(
        Gathering.at(Kind.ENTER, scope.id(), Gathering.MAIN, "enter", plan, scope.hosts()),
        host,
        ticket);
  }

  /** The first entering of it that this host has not come to yet, or a new one. */
  private Scope scopeToEnter(String host, String name) {
    return state.scopes().values().stream()
        .filter(each -> each.name().equals(name) && !each.entered().contains(host))
        .findFirst()
        .orElseGet(() -> Scope.named("s" + nextId(), name));
  }

  /** A host that goes on has left the tests before, and no longer waits in them. */
  private void leaveTests(String host) {
    for (Scope each : state.scopes().values()) {
      if (each.isTest() && each.entered().contains(host) && !each.left().contains(host)) {
        state = state.with(each.left(host));
      }
    }
    for (Gathering each : state.gatherings().values()) {
      if (each.kind() != Kind.FINISH) {
        state = state.with(each.without(host));
      }
    }
  }

  Reply arrive(Command.Arrive arrive) {
    return arriveAt(
        Gathering.at(
            Kind.INSIDE,
            arrive.scope(),
            arrive.lane(),
            arrive.name(),
            arrive.plan(),
            arrive.hosts()),
        arrive.host(),
        arrive.ticket());
  }

  Reply finish(Command.Finish finish) {
    Scope scope = state.scopes().get(finish.scope());
    if (scope == null) {
      return Reply.refused("The test is over");
    }
    state = state.with(scope.left(finish.host()));
    return arriveAt(
        Gathering.at(Kind.FINISH, scope.id(), Gathering.MAIN, "finish", "", scope.hosts()),
        finish.host(),
        finish.ticket());
  }

  private Reply arriveAt(Gathering place, String host, String ticket) {
    HostState known = state.hosts().get(host);
    Scope scope = state.scopes().get(place.scope());
    if (known == null || known.isGone() || scope == null) {
      return Reply.refused(
          known == null || known.gone() == null ? "The test is over" : known.gone());
    }
    Optional<Reply> repeated = repeated(host, place.lane(), ticket);
    if (repeated.isPresent()) {
      return repeated.get();
    }
    Optional<Failure> broken = broken(place);
    if (broken.isPresent()) {
      return Reply.broken(broken.get());
    }
    Gathering open = openAt(place);
    if (!open.plan().equals(place.plan())) {
      String message = wording().plansDiffer(open, host, place.plan());
      state = state.with(failed(scope, Failure.wrongBarrier(message)));
    } else {
      open = open.arrived(host, now);
      Arrival arrival = new Arrival(ticket, scope.id(), open.id(), open.hosts().size());
      HostState here = known.seen(wording().place(open), now);
      state = state.with(open).with(host, here.arrived(place.lane(), arrival));
    }
    settle();
    return broken(place).map(Reply::broken).orElse(Reply.arrived(open));
  }

  private Optional<Reply> repeated(String host, String lane, String ticket) {
    HostState known = state.hosts().get(host);
    Arrival last = known == null ? null : known.arrivals().get(lane);
    return last != null && last.ticket().equals(ticket)
        ? Optional.of(Reply.repeated(last))
        : Optional.empty();
  }

  private Gathering openAt(Gathering place) {
    return state.gatherings().values().stream()
        .filter(place::isAt)
        .findFirst()
        .orElseGet(() -> place.named(place.scope() + "/b" + nextId()));
  }

  private Optional<Failure> broken(Gathering place) {
    Scope scope = state.scopes().get(place.scope());
    return place.kind() == Kind.FINISH ? state.gone(scope) : state.brokenBy(scope);
  }

  Reply expire(Command.Expire expire) {
    Gathering gathering = state.gatherings().get(expire.gathering());
    Scope scope = state.scopes().get(expire.scope());
    if (gathering == null || scope == null) {
      return state.brokenBy(scope).map(Reply::broken).orElse(Reply.DONE);
    }
    String message = wording().timeout(gathering, Duration.ofMillis(expire.waitedMillis()));
    String doing = "waiting at " + wording().place(gathering);
    state = state.with(gathering.without(expire.host()));
    state = state.with(failed(scope, thrown(expire.host(), doing, expire.thrown(), message)));
    settle();
    return Reply.expired(message);
  }

  Reply expireValue(Command.ExpireValue expire) {
    Scope scope = state.scopes().get(expire.scope());
    if (scope == null) {
      return Reply.refused("The test is over");
    }
    Optional<Failure> broken = state.brokenBy(scope);
    if (broken.isPresent()) {
      return Reply.broken(broken.get());
    }
    String message = wording().valueTimeout(scope, expire);
    String doing = "waiting for value [" + expire.name() + "]";
    state = state.with(failed(scope, thrown(expire.host(), doing, expire.thrown(), message)));
    settle();
    return Reply.expired(message);
  }

  private static Failure thrown(String host, String doing, ThrowableRecord frames, String message) {
    return Failure.thrown(
        host,
        doing,
        new ThrowableRecord(
            frames.kind(),
            frames.type(),
            message,
            null,
            null,
            frames.stackTrace(),
            null,
            List.of()));
  }

  Reply openLane(Command.OpenLane open) {
    Scope scope = state.scopes().get(open.scope());
    if (scope != null) {
      state = state.with(scope.laneOpened(open.lane(), open.host()));
    }
    return Reply.DONE;
  }

  Reply fail(Command.Fail fail) {
    Scope scope = state.scopes().get(fail.scope());
    Failure failure = Failure.thrown(fail.host(), fail.doing(), fail.thrown());
    if (scope != null && state.brokenBy(scope).map(failure::prevailsOver).orElse(true)) {
      state = state.with(scope.failed(failure));
      settle();
    }
    return Reply.DONE;
  }

  Reply skip(Command.Skip skip) {
    Scope scope = scopeToEnter(skip.host(), skip.name()).entered(skip.host()).left(skip.host());
    if (scope.hosts().isEmpty() || scope.hosts().contains(skip.host())) {
      scope = failed(scope, Failure.skipped(skip.host(), skip.name(), skip.reason()));
    }
    state = state.with(scope);
    settle();
    return Reply.DONE;
  }

  Reply doing(Command.Doing doing) {
    see(doing.host(), doing.what());
    return Reply.DONE;
  }

  private void see(String host, String what) {
    HostState known = state.hosts().get(host);
    if (known != null) {
      state = state.with(host, known.seen(what, now));
    }
  }

  private static Scope failed(Scope scope, Failure failure) {
    Failure known = scope.failure();
    return known == null || failure.prevailsOver(known) ? scope.failed(failure) : scope;
  }

  private long nextId() {
    state = state.withLastId(state.lastId() + 1);
    return state.lastId();
  }

  private Wording wording() {
    return new Wording(state, now);
  }

  private void settle() {
    state = new Settlement(state, now).settle();
  }
}
