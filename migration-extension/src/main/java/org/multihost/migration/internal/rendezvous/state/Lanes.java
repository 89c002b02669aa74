package org.multihost.migration.internal.rendezvous.state;

/** The commands by which hosts begin and end to serve a lane by threads beside their own. */
final class Lanes {

  private final Change change;

  Lanes(Change change) {
    this.change = change;
  }

  public Reply open(Command.OpenLane open) {
    change
        .scope(open.scope())
        .ifPresent(scope -> change.put(scope.laneOpened(open.lane(), open.host())));
    change.settle();
    return new Reply.Done();
  }

  public Reply close(Command.CloseLane close) {
    change
        .scope(close.scope())
        .ifPresent(scope -> change.put(scope.laneClosed(close.lane(), close.host())));
    change.settle();
    return new Reply.Done();
  }
}
