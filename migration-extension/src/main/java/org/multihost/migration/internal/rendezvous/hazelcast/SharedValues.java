package org.multihost.migration.internal.rendezvous.hazelcast;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The values that hosts publish, in a map of their own. */
final class SharedValues {

  private final IMap<String, String> values;
  private final AwaitedKeys<String> awaited = new AwaitedKeys<>();
  private final Requests requests;

  SharedValues(HazelcastInstance hazelcast, Requests requests) {
    this.values = hazelcast.getMap("values");
    this.requests = requests;
    values.addEntryListener(awaited, true);
  }

  /** Stores a value; completes with false if the key has a value already. */
  public CompletionStage<Boolean> put(String key, String value) {
    return requests.send(() -> values.submitToKey(key, new EntryProcessors.PutOnce(value)));
  }

  public CompletionStage<Optional<String>> find(String key) {
    return requests.send(() -> values.getAsync(key)).thenApply(Optional::ofNullable);
  }

  /** Completes with the value under the key, once there is one; cancelling it ends the wait. */
  public CompletableFuture<String> await(String key) {
    CompletableFuture<String> value = new CompletableFuture<>();
    awaited.add(key, value);
    find(key).thenAccept(found -> found.ifPresent(value::complete));
    return value;
  }

  /** Returns all values whose keys begin with a prefix, in the order of their keys. */
  SortedMap<String, String> of(String prefix) {
    SortedMap<String, String> found = new TreeMap<>();
    for (String key : values.keySet()) {
      String value = key.startsWith(prefix) ? values.get(key) : null;
      if (value != null) {
        found.put(key, value);
      }
    }
    return found;
  }

  /** Drops the values of scopes that are over. */
  void forget(Set<String> scopes) {
    for (String key : values.keySet()) {
      if (ScopeCleanup.isOf(scopes, key)) {
        values.delete(key);
      }
    }
  }
}
