package org.multihost.migration.internal.rendezvous.hazelcast;

import com.hazelcast.core.EntryEvent;
import com.hazelcast.map.listener.EntryAddedListener;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The futures that wait for keys of a map to get their value; the listener of that map. */
final class AwaitedKeys<V> implements EntryAddedListener<String, V> {

  private final Map<String, Set<CompletableFuture<V>>> awaited = new ConcurrentHashMap<>();

  /** Completes the future with the value that the key gets from now on, until it is done. */
  public void add(String key, CompletableFuture<V> future) {
    awaited.compute(key, (each, waiting) -> added(waiting, future));
    future.whenComplete((value, thrown) -> dismiss(key, future));
  }

  private static <V> Set<CompletableFuture<V>> added(
      @Nullable Set<CompletableFuture<V>> waiting, CompletableFuture<V> future) {
    Set<CompletableFuture<V>> all = waiting == null ? ConcurrentHashMap.newKeySet() : waiting;
    all.add(future);
    return all;
  }

  /** Removes one wait; others may still wait for that key. */
  private void dismiss(String key, CompletableFuture<V> future) {
    awaited.computeIfPresent(
        key,
        (each, waiting) -> {
          waiting.remove(future);
          return waiting.isEmpty() ? null : waiting;
        });
  }

  @Override
  public void entryAdded(EntryEvent<String, V> event) {
    awaited.getOrDefault(event.getKey(), Set.of()).forEach(each -> each.complete(event.getValue()));
  }

  /** Returns the keys that are awaited now. */
  Set<String> keys() {
    return Set.copyOf(awaited.keySet());
  }
}
