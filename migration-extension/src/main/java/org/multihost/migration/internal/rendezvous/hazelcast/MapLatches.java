package org.multihost.migration.internal.rendezvous.hazelcast;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Latches on a map, which has an entry for each open latch. */
final class MapLatches implements Latches {

  private final IMap<String, Boolean> open;
  private final AwaitedKeys<Boolean> awaited = new AwaitedKeys<>();

  MapLatches(HazelcastInstance hazelcast) {
    this.open = hazelcast.getMap("latches");
    open.addEntryListener(awaited, true);
  }

  @Override
  public CompletionStage<?> await(String id, CompletableFuture<Boolean> opened) {
    awaited.add(id, opened);
    return CompletableFuture.completedStage(true);
  }

  @Override
  public void open(String id) {
    open.setAsync(id, true);
  }

  @Override
  public void forget(Set<String> scopes) {
    open.keySet().stream().filter(id -> ScopeCleanup.isOf(scopes, id)).forEach(open::deleteAsync);
  }

  @Override
  public void close() {}
}
