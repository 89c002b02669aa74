package org.multihost.migration.oracle;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.multihost.migration.Hosts;
import org.multihost.migration.Rendezvous;

/** A test, and one in a nested class. */
abstract class WithNested extends Acted {

  @Test
  void outer(Rendezvous rendezvous, Hosts hosts) {
    actor().body(new TestTools(rendezvous, hosts));
  }

  @Nested
  class Inner {
    Inner() {
      actor().at(Point.CONSTRUCTOR);
    }

    @Test
    void inner(Rendezvous rendezvous, Hosts hosts) {
      actor().body(new TestTools(rendezvous, hosts));
    }
  }
}
