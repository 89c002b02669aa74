package org.multihost.migration.internal.rendezvous;

/** The contract on Hazelcast: one member and two clients, over real sockets. */
final class HazelcastRendezvousTests extends RendezvousContract {

  @Override
  RendezvousRun newRun() {
    return new HazelcastTestRun();
  }
}
