package org.multihost.migration.internal.controller;

import org.junit.jupiter.api.Test;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.Rendezvous;

/** Its hosts meet, whichever of them waits for a debugger first. */
@MultihostMigration
final class DebuggedTestCase {

  @Test
  void meets(Rendezvous rendezvous) {
    rendezvous.barrier("here");
  }
}
