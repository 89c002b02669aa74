package org.multihost.migration.internal.rendezvous.state;

import java.util.Optional;
import org.multihost.migration.internal.rendezvous.state.Barrier.Doubt;
import org.multihost.migration.internal.rendezvous.state.Barrier.Kind;

/**
 * The commands by which hosts await values. The values themselves are not in the state. A
 * publishing host stores the value before it does anything else, so a host that looks for it after
 * no host can publish it any more finds it if it was ever published.
 */
final class Values {

  private final Change change;

  Values(Change change) {
    this.change = change;
  }

  public Reply await(Command.AwaitValue await) {
    return change
        .scope(await.scope())
        .map(
            scope ->
                Barrier.at(Kind.VALUE, scope.id(), await.lane(), await.name(), "", scope.hosts()))
        .map(place -> new Barriers(change).arriveAt(place, await.host(), await.ticket()))
        .orElse(new Reply.Refused("The test is over"));
  }

  Reply confirm(Command.ConfirmAbsence confirm) {
    awaited(confirm.barrier())
        .filter(each -> each.doubt() != null && each.doubt().number() == confirm.doubt())
        .ifPresent(each -> put(each.doubted(new Doubt(confirm.doubt(), true))));
    return new Reply.Done();
  }

  public Reply end(Command.EndAwait end) {
    awaited(end.barrier()).ifPresent(each -> put(each.without(end.host())));
    return new Reply.Done();
  }

  private void put(Barrier barrier) {
    change.to(change.state().with(barrier));
    change.settle();
  }

  private Optional<Barrier> awaited(String id) {
    return Optional.ofNullable(change.state().barriers().get(id));
  }
}
