package org.multihost.migration.internal.rendezvous;

import com.hazelcast.core.HazelcastInstanceNotActiveException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.multihost.migration.HostLostException;

/**
 * The coordinator's broom: drops the values of tests that are over, and the latches of scopes that
 * are forgotten. Used by the one thread that brings the news.
 */
final class Sweep implements Watch.Watcher {

  private final HazelcastBoard board;
  private final Watch watch;
  private final Map<String, Set<String>> latches = new HashMap<>();
  private final Set<String> over = new HashSet<>();

  Sweep(HazelcastBoard board, Watch watch) {
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
    Set<String> fresh = new HashSet<>();
    for (Scope scope : state.scopes().values()) {
      if (scope.isOver() && over.add(scope.id())) {
        fresh.add(scope.id());
      }
    }
    over.retainAll(state.scopes().keySet());
    Set<String> forgotten = new HashSet<>();
    latches
        .entrySet()
        .removeIf(
            each ->
                !state.scopes().containsKey(each.getKey()) && forgotten.addAll(each.getValue()));
    if (!fresh.isEmpty() || !forgotten.isEmpty()) {
      watch.later(() -> sweep(fresh, forgotten));
    }
  }

  private void sweep(Set<String> scopes, Set<String> ids) {
    try {
      board.forgetValues(scopes);
      board.latches().forget(ids);
    } catch (HazelcastInstanceNotActiveException ended) {
      // The run is over, and all that is left of it with it.
    }
  }

  @Override
  public void lost(HostLostException lost) {}
}
