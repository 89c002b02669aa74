package org.multihost.migration.internal.rendezvous.hazelcast;

import org.multihost.migration.internal.rendezvous.RendezvousRun;
import org.multihost.migration.internal.rendezvous.ValuesContract;

/** The contract on Hazelcast: one member and two clients, over real sockets. */
final class HazelcastValuesTests extends ValuesContract {

  @Override
  protected RendezvousRun newRun() {
    return new HazelcastTestRun();
  }
}
