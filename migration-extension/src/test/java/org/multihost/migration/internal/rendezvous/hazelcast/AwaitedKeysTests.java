package org.multihost.migration.internal.rendezvous.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.core.EntryEvent;
import com.hazelcast.core.EntryEventType;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The futures that wait for a map's keys. */
final class AwaitedKeysTests {

  private final AwaitedKeys<String> awaited = new AwaitedKeys<>();

  private CompletableFuture<String> add(String key) {
    CompletableFuture<String> future = new CompletableFuture<>();
    awaited.add(key, future);
    return future;
  }

  private void entry(String key, String value) {
    int added = EntryEventType.ADDED.getType();
    awaited.entryAdded(new EntryEvent<>("values", null, added, key, value));
  }

  @Test
  void allThatAwaitAKeyReceiveItsValue() {
    CompletableFuture<String> one = add("port");
    CompletableFuture<String> two = add("port");
    CompletableFuture<String> other = add("path");
    entry("port", "4444");
    assertThat(one).isCompletedWithValue("4444");
    assertThat(two).isCompletedWithValue("4444");
    assertThat(other).isNotDone();
    assertThat(awaited.keys()).containsExactly("path");
  }

  @Test
  void oneThatIsDoneIsDroppedAndOthersAreKept() {
    CompletableFuture<String> cancelled = add("port");
    CompletableFuture<String> kept = add("port");
    cancelled.cancel(false);
    assertThat(awaited.keys()).containsExactly("port");
    kept.complete("4444");
    assertThat(awaited.keys()).isEmpty();
  }

  @Test
  void anEntryThatNobodyAwaitsIsIgnored() {
    entry("port", "4444");
    assertThat(add("port")).isNotDone();
  }
}
