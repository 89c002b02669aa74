package org.multihost.migration.oracle;

import org.jspecify.annotations.Nullable;
import org.multihost.migration.Hosts;
import org.multihost.migration.Migrations;
import org.multihost.migration.Rendezvous;

/** The parameters that a test was given. */
record TestTools(Rendezvous rendezvous, Hosts hosts, @Nullable Migrations migrations) {

  TestTools(Rendezvous rendezvous, Hosts hosts) {
    this(rendezvous, hosts, null);
  }
}
