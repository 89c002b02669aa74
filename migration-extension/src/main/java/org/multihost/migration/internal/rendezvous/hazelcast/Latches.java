package org.multihost.migration.internal.rendezvous.hazelcast;

import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import java.util.Set;
import org.multihost.migration.internal.rendezvous.Latch;

/** The latches of a run, of the kind that the coordinator announced. */
interface Latches extends AutoCloseable {

  /** The kind that every Hazelcast version has. */
  String MAP = "IMap";

  /** The kind of Hazelcast's CP subsystem, which some editions and versions refuse. */
  String COUNT_DOWN_LATCH = "ICountDownLatch";

  Latch latch(String id, int count);

  /** Drops latches that no host waits for any more; the coordinator does this for all hosts. */
  void forget(Set<String> ids);

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
