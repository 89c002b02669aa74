package org.multihost.migration.oracle;

import org.junit.jupiter.api.Test;
import org.multihost.migration.Hosts;
import org.multihost.migration.Rendezvous;

/** Two tests, each with an instance of its own. */
abstract class PerMethod extends Acted {

  @Test
  void first(Rendezvous rendezvous, Hosts hosts) {
    actor().body(new TestTools(rendezvous, hosts));
  }

  @Test
  void second(Rendezvous rendezvous, Hosts hosts) {
    actor().body(new TestTools(rendezvous, hosts));
  }
}
