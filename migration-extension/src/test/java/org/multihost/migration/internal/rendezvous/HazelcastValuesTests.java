package org.multihost.migration.internal.rendezvous;

/** The contract on Hazelcast: one member and two clients, over real sockets. */
final class HazelcastValuesTests extends ValuesContract {

  @Override
  TestRun newRun() {
    return new HazelcastTestRun();
  }
}
