package org.multihost.migration.internal.rendezvous.hazelcast;

import com.hazelcast.core.EntryEvent;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import com.hazelcast.map.listener.EntryAddedListener;
import com.hazelcast.map.listener.EntryUpdatedListener;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.multihost.migration.internal.rendezvous.Latch;

/**
 * Latches on a map. An entry holds the remaining count, an entry processor counts down, and an
 * entry listener detects zero.
 */
final class MapLatches implements Latches {

  private final IMap<String, Integer> counts;
  private final Map<String, CompletableFuture<Void>> awaited = new ConcurrentHashMap<>();

  MapLatches(HazelcastInstance hazelcast) {
    this.counts = hazelcast.getMap("latches");
    counts.addEntryListener(new Zeroes(), true);
  }

  private final class Zeroes
      implements EntryAddedListener<String, Integer>, EntryUpdatedListener<String, Integer> {
    @Override
    public void entryAdded(EntryEvent<String, Integer> event) {
      counted(event.getKey(), event.getValue());
    }

    @Override
    public void entryUpdated(EntryEvent<String, Integer> event) {
      counted(event.getKey(), event.getValue());
    }
  }

  private void counted(String id, int left) {
    CompletableFuture<Void> waiting = left > 0 ? null : awaited.get(id);
    if (waiting != null) {
      waiting.complete(null);
    }
  }

  @Override
  public Latch latch(String id, int count) {
    CompletableFuture<Void> opened = new CompletableFuture<>();
    awaited.put(id, opened);
    return new Latch() {
      @Override
      public void countDown() {
        counts
            .submitToKey(id, new EntryProcessors.CountDown(count))
            .thenAccept(left -> counted(id, left));
      }

      @Override
      public CompletionStage<?> opened() {
        return opened;
      }

      @Override
      public void close() {
        awaited.remove(id, opened);
      }
    };
  }

  @Override
  public void forget(Set<String> ids) {
    ids.forEach(counts::deleteAsync);
  }

  @Override
  public void close() {
    awaited.clear();
  }
}
