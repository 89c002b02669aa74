package org.multihost.migration.internal.rendezvous.hazelcast;

import org.multihost.migration.internal.rendezvous.RendezvousContract;
import org.multihost.migration.internal.rendezvous.RendezvousRun;

/** The contract on Hazelcast: one member and two clients, over real sockets. */
final class HazelcastRendezvousTests extends RendezvousContract {

  @Override
  protected RendezvousRun newRun() {
    return new HazelcastTestRun();
  }
}
