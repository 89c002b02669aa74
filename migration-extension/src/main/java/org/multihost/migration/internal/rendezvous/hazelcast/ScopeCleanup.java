package org.multihost.migration.internal.rendezvous.hazelcast;

import com.hazelcast.core.HazelcastInstanceNotActiveException;
import java.util.HashSet;
import java.util.Set;
import org.multihost.migration.HostLostException;
import org.multihost.migration.internal.rendezvous.StateSubscription;
import org.multihost.migration.internal.rendezvous.state.RunState;

/**
 * The coordinator's removal of the values and latches of dropped scopes. The scope of a test is
 * dropped when all hosts have gone on to the next test; until then some host may read the values.
 */
final class ScopeCleanup implements StateSubscription.Watcher {

  private final HazelcastBoard board;
  private final StateSubscription watch;
  private final Set<String> scopes = new HashSet<>(); // guarded by this

  ScopeCleanup(HazelcastBoard board, StateSubscription watch) {
    this.board = board;
    this.watch = watch;
  }

  /** Returns whether a value's key, or a barrier's id, belongs to one of these scopes. */
  static boolean isOf(Set<String> scopes, String key) {
    return scopes.contains(key.substring(0, Math.max(0, key.indexOf('/'))));
  }

  @Override
  public synchronized void changed(RunState state) {
    scopes.addAll(state.scopes().keySet());
    Set<String> over = new HashSet<>(scopes);
    over.removeAll(state.scopes().keySet());
    if (scopes.removeAll(over)) {
      watch.later(() -> forget(over));
    }
  }

  private void forget(Set<String> over) {
    try {
      board.forget(over);
    } catch (HazelcastInstanceNotActiveException ended) {
      // The run is over, and its data with it.
    }
  }

  @Override
  public void lost(HostLostException lost) {}
}
