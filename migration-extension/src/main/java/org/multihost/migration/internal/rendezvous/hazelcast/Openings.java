package org.multihost.migration.internal.rendezvous.hazelcast;

import com.hazelcast.core.HazelcastInstanceNotActiveException;
import java.util.Map;
import java.util.function.Consumer;
import org.multihost.migration.internal.rendezvous.state.Barrier;
import org.multihost.migration.internal.rendezvous.state.Barrier.Kind;
import org.multihost.migration.internal.rendezvous.state.RunState;

/**
 * The coordinator's opening of latches: of each barrier that is not in the state any more, open or
 * broken. Used by the one thread that delivers the states, which it receives all, in order.
 */
final class Openings implements Consumer<RunState> {

  private final Latches latches;
  private Map<String, Barrier> before = Map.of();

  Openings(Latches latches) {
    this.latches = latches;
  }

  @Override
  public void accept(RunState state) {
    try {
      before.values().stream()
          .filter(each -> each.kind() != Kind.VALUE)
          .map(Barrier::id)
          .filter(id -> !state.barriers().containsKey(id))
          .forEach(latches::open);
    } catch (HazelcastInstanceNotActiveException ended) {
      // The run is over, and nobody waits any more.
    }
    before = state.barriers();
  }
}
