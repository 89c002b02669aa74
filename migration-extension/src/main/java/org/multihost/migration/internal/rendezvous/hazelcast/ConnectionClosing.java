package org.multihost.migration.internal.rendezvous.hazelcast;

import com.hazelcast.core.HazelcastInstance;
import org.jspecify.annotations.Nullable;

/** The end of a client and of its heartbeat. */
final class ConnectionClosing implements Runnable {

  private final HazelcastInstance hazelcast;
  volatile @Nullable Heartbeat heartbeat;

  ConnectionClosing(HazelcastInstance hazelcast) {
    this.hazelcast = hazelcast;
  }

  @Override
  public void run() {
    Heartbeat started = heartbeat;
    if (started != null) {
      started.close();
    }
    hazelcast.getLifecycleService().terminate();
  }
}
