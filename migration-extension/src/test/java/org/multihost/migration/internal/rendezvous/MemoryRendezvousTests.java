package org.multihost.migration.internal.rendezvous;

/** The contract in memory: what the state machine does by itself. */
final class MemoryRendezvousTests extends RendezvousContract {

  @Override
  TestRun newRun() {
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
}
