package org.multihost.migration.internal.rendezvous;

/** The contract in memory: what the state machine does by itself. */
final class MemoryValuesTests extends ValuesContract {

  @Override
  protected RendezvousRun newRun() {
    return RendezvousRuns.inMemory();
  }
}
