package org.multihost.migration.internal.rendezvous.hazelcast;

import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The latches that wake the hosts waiting at a barrier, of the kind that the coordinator announced.
 * The coordinator opens a barrier's latch, which has the barrier's id, once the barrier is not in
 * the state any more. A latch decides nothing: a host that was woken looks at the state.
 */
interface Latches extends AutoCloseable {

  /** The kind that every Hazelcast version has. */
  String MAP = "IMap";

  /** The kind of Hazelcast's CP subsystem, which some editions and versions refuse. */
  String COUNT_DOWN_LATCH = "ICountDownLatch";

  /**
   * Completes the future when the latch opens, or cannot be awaited any more; ends the wait when
   * the future is done.
   *
   * @return a stage that completes when no later opening is missed; an earlier one may be
   */
  CompletionStage<?> await(String id, CompletableFuture<Boolean> opened);

  /** Opens a latch, without waiting; only the coordinator does. */
  void open(String id);

  /** Drops the latches of scopes that are over; only the coordinator does, for all hosts. */
  void forget(Set<String> scopes);

  @Override
  void close();

  static Latches of(String kind, HazelcastInstance hazelcast) {
    return switch (kind) {
      case MAP -> new MapLatches(hazelcast);
      case COUNT_DOWN_LATCH -> new CpLatches(hazelcast);
      default -> throw new IllegalArgumentException("No latches of kind [" + kind + "]");
    };
  }

  /** Determines the kind that this Hazelcast has. */
  static String probe(HazelcastInstance hazelcast) {
    try {
      var latch = hazelcast.getCPSubsystem().getCountDownLatch("probe");
      latch.trySetCount(1);
      latch.countDown();
      latch.destroy();
      return COUNT_DOWN_LATCH;
    } catch (UnsupportedOperationException | HazelcastException e) {
      return MAP;
    }
  }
}
