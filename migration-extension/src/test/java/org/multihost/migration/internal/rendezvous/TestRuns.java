package org.multihost.migration.internal.rendezvous;

/** The runs whose hosts are threads of a test, for tests of what meets in them. */
public final class TestRuns {

  private TestRuns() {}

  /** A run in memory. */
  public static TestRun inMemory() {
    MemoryRun run = new MemoryRun();
    return new TestRun() {
      @Override
      public HostConnection join(String host) {
        return BoardConnection.join(host, run.board());
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
  public static TestRun overHazelcast() {
    return new HazelcastTestRun();
  }
}
