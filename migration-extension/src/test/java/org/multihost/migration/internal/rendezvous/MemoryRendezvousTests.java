package org.multihost.migration.internal.rendezvous;

/** The contract in memory: what the state machine does by itself. */
final class MemoryRendezvousTests extends RendezvousContract {

  @Override
  protected RendezvousRun newRun() {
    return RendezvousRuns.inMemory();
  }
}
