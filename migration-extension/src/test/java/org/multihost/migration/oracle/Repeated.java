package org.multihost.migration.oracle;

import org.junit.jupiter.api.RepeatedTest;
import org.multihost.migration.Hosts;
import org.multihost.migration.Rendezvous;

/** A test that is repeated once. */
abstract class Repeated extends Acted {

  @RepeatedTest(2)
  void repeated(Rendezvous rendezvous, Hosts hosts) {
    actor().body(new TestTools(rendezvous, hosts));
  }
}
