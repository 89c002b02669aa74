package org.multihost.migration.internal.rendezvous;

import org.multihost.migration.internal.rendezvous.hazelcast.HazelcastTestRun;
import org.multihost.migration.internal.rendezvous.state.RunState;

/** The runs whose hosts are threads of a test, for tests of what meets in them. */
public final class RendezvousRuns {

  private RendezvousRuns() {}

  /** A run in memory. */
  public static RendezvousRun inMemory() {
    MemoryRun run = new MemoryRun();
    return new RendezvousRun() {
      @Override
      public HostConnection join(String host) {
        return ClientConnection.join(host, run.board());
      }

      @Override
      public RunState state() {
        return run.state();
      }

      @Override
      public void close() {}
    };
  }

  /** A run over Hazelcast; the coordinator is with the host [source]. */
  public static RendezvousRun overHazelcast() {
    return new HazelcastTestRun();
  }
}
