package org.multihost.migration.internal.rendezvous.state;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.multihost.migration.internal.rendezvous.state.Barrier.Kind;
import org.multihost.migration.internal.rendezvous.state.HostState.Arrival;
import org.multihost.migration.internal.wire.ThrowableRecord;

/** The commands by which hosts meet at barriers, and report that they have waited long enough. */
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
      String message =
          new ConflictMessages(change.state(), change.now()).plansDiffer(open, host, place.plan());
      change.put(scope.failed(new Failure.WrongBarrier(message)));
    } else {
      open = arriving.at(open, change.now());
      Arrival arrival = new Arrival(arriving.ticket(), scope.id(), open.id());
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
    return change.state().barriers().values().stream()
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
    Barrier barrier = change.state().barriers().get(expire.barrier());
    if (scope == null || barrier == null) {
      return new Reply.Done();
    }
    long more = remainingStep(barrier, expire.stepMillis());
    if (more > 0) {
      return new Reply.Extended(more);
    }
    StateMessages wording = change.wording();
    String message =
        wording.timeout(barrier, expire.host(), Duration.ofMillis(expire.waitedMillis()));
    String doing = "waiting " + wording.at(barrier);
    change.to(change.state().with(barrier.without(expire.host())));
    change.fail(scope, thrown(expire.host(), doing, expire.thrown(), message));
    return new Reply.TimedOut(message);
  }

  /**
   * Returns how much longer to wait at a barrier because each missing host is in another class and
   * still makes progress there, in milliseconds; not positive if one of them does not.
   *
   * @param stepMillis the longest time between two steps of a host, in milliseconds
   */
  private long remainingStep(Barrier barrier, long stepMillis) {
    long now = change.now();
    return barrier.missing(change.state().scopes().get(barrier.scope())).stream()
        .mapToLong(host -> stepStartedAt(host).map(start -> start + stepMillis - now).orElse(0L))
        .min()
        .orElse(0);
  }

  /** Returns the time at which the host began its current activity, if it is in a class. */
  private Optional<Long> stepStartedAt(String host) {
    boolean inClass =
        change.state().scopes().values().stream()
            .filter(scope -> !scope.isTest())
            .anyMatch(type -> type.entered().contains(host) && !type.past().contains(host));
    return Optional.ofNullable(change.state().hosts().get(host))
        .filter(state -> inClass && !state.isGone())
        .map(HostState::seenAt);
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
}
