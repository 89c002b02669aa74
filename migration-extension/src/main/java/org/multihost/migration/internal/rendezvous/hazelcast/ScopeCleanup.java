package org.multihost.migration.internal.rendezvous.hazelcast;

import com.hazelcast.core.HazelcastInstanceNotActiveException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.multihost.migration.HostLostException;
import org.multihost.migration.internal.rendezvous.StateSubscription;
import org.multihost.migration.internal.rendezvous.state.RunState;

/**
 * The coordinator's removal of the values and latches of dropped scopes. The scope of a test is
 * dropped when all hosts have gone on to the next test; until then some host may read the values.
 * Used by the one thread that delivers the state.
 */
final class ScopeCleanup implements StateSubscription.Watcher {

  private final HazelcastBoard board;
  private final StateSubscription watch;
  private final Map<String, Set<String>> latches = new HashMap<>();
  private final Set<String> scopes = new HashSet<>();

  ScopeCleanup(HazelcastBoard board, StateSubscription watch) {
    this.board = board;
    this.watch = watch;
  }

  @Override
  public synchronized void changed(RunState state) {
    state
        .gatherings()
        .values()
        .forEach(
            each -> latches.computeIfAbsent(each.scope(), id -> new HashSet<>()).add(each.id()));
    scopes.addAll(state.scopes().keySet());
    Set<String> forgotten = new HashSet<>(scopes);
    forgotten.removeAll(state.scopes().keySet());
    if (scopes.removeAll(forgotten)) {
      Set<String> unused = new HashSet<>();
      forgotten.forEach(scope -> unused.addAll(latchesOf(scope)));
      watch.later(() -> sweep(forgotten, unused));
    }
  }

  private Set<String> latchesOf(String scope) {
    Set<String> ids = latches.remove(scope);
    return ids == null ? Set.of() : ids;
  }

  private void sweep(Set<String> forgotten, Set<String> unused) {
    try {
      board.forgetValues(forgotten);
      board.latches().forget(unused);
    } catch (HazelcastInstanceNotActiveException ended) {
      // The run is over, and its data with it.
    }
  }

  @Override
  public void lost(HostLostException lost) {}
}
