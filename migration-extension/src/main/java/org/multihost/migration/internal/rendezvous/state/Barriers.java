package org.multihost.migration.internal.rendezvous.state;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.multihost.migration.internal.rendezvous.state.Barrier.Kind;
import org.multihost.migration.internal.rendezvous.state.HostState.Arrival;
import org.multihost.migration.internal.wire.ThrowableRecord;

/** The commands by which hosts meet at barriers, time out, serve lanes, and report failures. */
final class Barriers {

  private final Change change;

  Barriers(Change change) {
    this.change = change;
  }

  public Reply arrive(Command.Arrive arrive) {
    boolean beside = arrive.lane().equals(Barrier.BESIDE);
    return arriveAt(
        Barrier.at(
            Kind.INSIDE,
            arrive.scope(),
            beside ? Barrier.MAIN : arrive.lane(),
            arrive.name(),
            arrive.plan(),
            arrive.hosts()),
        new Arriving(arrive.host(), arrive.ticket(), arrive.lane()));
  }

  public Reply finish(Command.Finish finish) {
    Scope scope = change.state().scopes().get(finish.scope());
    if (scope == null) {
      return new Reply.Refused("The test or class is over");
    }
    if (finish.last()) {
      change.put(scope.left(finish.host()));
    }
    return arriveAt(
        Barrier.at(Kind.FINISH, scope.id(), Barrier.MAIN, finish.name(), "", scope.hosts()),
        finish.host(),
        finish.ticket());
  }

  /** A request of a host to arrive, on a thread of that lane. */
  private record Arriving(String host, String ticket, String lane) {

    Barrier at(Barrier place, long now) {
      boolean beside = lane.equals(Barrier.BESIDE);
      return beside ? place.arrivedBeside(host, now) : place.arrived(host, now);
    }
  }

  Reply arriveAt(Barrier place, String host, String ticket) {
    return arriveAt(place, new Arriving(host, ticket, place.lane()));
  }

  private Reply arriveAt(Barrier place, Arriving arriving) {
    String host = arriving.host();
    Optional<Reply> answered = known(host, arriving.lane(), arriving.ticket());
    HostState known = change.state().hosts().get(host);
    Scope scope = change.state().scopes().get(place.scope());
    if (answered.isPresent() || known == null || scope == null) {
      return answered.orElse(new Reply.Refused("The test or class is over"));
    }
    Optional<Failure> broken = broken(place);
    if (broken.isPresent()) {
      return new Reply.Broken(broken.get());
    }
    Barrier open = openAt(place);
    if (!open.plan().equals(place.plan())) {
      String message = change.wording().plansDiffer(open, host, place.plan());
      change.put(scope.failed(Failure.wrongBarrier(message)));
    } else {
      open = arriving.at(open, change.now());
      Arrival arrival = new Arrival(arriving.ticket(), scope.id(), open.id(), open.hosts().size());
      HostState here = known.seen(change.wording().place(open), change.now());
      change.to(change.state().with(open).with(host, here.arrived(arriving.lane(), arrival)));
    }
    change.settle();
    return broken(place).<Reply>map(Reply.Broken::new).orElse(Reply.Arrived.at(open));
  }

  /** Returns the reply to a host that is not in the run, or that repeats a request. */
  public Optional<Reply> known(String host, String lane, String ticket) {
    HostState known = change.state().hosts().get(host);
    if (known == null || known.gone() != null) {
      String gone = known == null ? null : known.gone();
      return Optional.of(
          new Reply.Refused(gone == null ? "Host [" + host + "] has not joined" : gone));
    }
    Arrival last = known.arrivals().get(lane);
    return last != null && last.ticket().equals(ticket)
        ? Optional.of(Reply.Arrived.again(last))
        : Optional.empty();
  }

  private Barrier openAt(Barrier place) {
    return change.state().gatherings().values().stream()
        .filter(place::isAt)
        .findFirst()
        .orElseGet(() -> place.named(place.scope() + "/b" + change.nextId()));
  }

  private Optional<Failure> broken(Barrier place) {
    Scope scope = change.state().scopes().get(place.scope());
    return place.kind() == Kind.FINISH
        ? change.state().gone(scope)
        : change.state().brokenBy(scope);
  }

  Reply expire(Command.Expire expire) {
    Scope scope = change.state().scopes().get(expire.scope());
    if (scope == null) {
      return new Reply.Refused("The test or class is over");
    }
    Barrier gathering = change.state().gatherings().get(expire.gathering());
    if (gathering == null) {
      return change.state().brokenBy(scope).<Reply>map(Reply.Broken::new).orElse(new Reply.Done());
    }
    long more = change.state().remainingStep(gathering, expire.stepMillis(), change.now());
    if (more > 0) {
      return new Reply.Extended(more);
    }
    StateMessages wording = change.wording();
    String message =
        wording.timeout(gathering, expire.host(), Duration.ofMillis(expire.waitedMillis()));
    String doing = "waiting " + wording.at(gathering);
    change.to(change.state().with(gathering.without(expire.host())));
    change.fail(scope, thrown(expire.host(), doing, expire.thrown(), message));
    return new Reply.TimedOut(message);
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

  public Reply openLane(Command.OpenLane open) {
    change
        .scope(open.scope())
        .ifPresent(scope -> change.put(scope.laneOpened(open.lane(), open.host())));
    change.settle();
    return new Reply.Done();
  }

  Reply closeLane(Command.CloseLane close) {
    change
        .scope(close.scope())
        .ifPresent(scope -> change.put(scope.laneClosed(close.lane(), close.host())));
    change.settle();
    return new Reply.Done();
  }

  public Reply fail(Command.Fail fail) {
    change
        .scope(fail.scope())
        .filter(scope -> change.state().brokenBy(scope).filter(Failure::fails).isEmpty())
        .ifPresent(
            scope -> change.fail(scope, Failure.thrown(fail.host(), fail.doing(), fail.thrown())));
    return new Reply.Done();
  }
}
