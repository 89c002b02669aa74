package org.multihost.migration.qemu.hosts;

import org.junit.jupiter.api.Test;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.Rendezvous;

/** Two tests in which the hosts only meet. */
@MultihostMigration
class TwoTestsTestCase {

  @Test
  public void first(Rendezvous rendezvous) {
    rendezvous.barrier("in the first test");
  }

  @Test
  void second(Rendezvous rendezvous) {
    rendezvous.barrier("in the second test");
  }
}
