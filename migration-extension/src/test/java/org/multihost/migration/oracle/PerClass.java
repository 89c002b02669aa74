package org.multihost.migration.oracle;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.multihost.migration.Hosts;
import org.multihost.migration.Rendezvous;

/** Two tests with one instance. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PerClass extends Acted {

  @Test
  void first(Rendezvous rendezvous, Hosts hosts) {
    actor().body(new TestTools(rendezvous, hosts));
  }

  @Test
  void second(Rendezvous rendezvous, Hosts hosts) {
    actor().body(new TestTools(rendezvous, hosts));
  }
}
