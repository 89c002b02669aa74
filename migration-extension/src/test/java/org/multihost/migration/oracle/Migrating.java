package org.multihost.migration.oracle;

import org.junit.jupiter.api.Test;
import org.multihost.migration.Hosts;
import org.multihost.migration.Migrations;
import org.multihost.migration.Rendezvous;

/** Two tests with machines that migrate. */
abstract class Migrating extends Acted {

  @Test
  void first(Rendezvous rendezvous, Hosts hosts, Migrations migrations) {
    actor().body(new TestTools(rendezvous, hosts, migrations));
  }

  @Test
  void second(Rendezvous rendezvous, Hosts hosts, Migrations migrations) {
    actor().body(new TestTools(rendezvous, hosts, migrations));
  }
}
