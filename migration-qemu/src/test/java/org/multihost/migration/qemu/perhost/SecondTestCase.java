package org.multihost.migration.qemu.perhost;

import org.junit.jupiter.api.Test;
import org.multihost.migration.MultihostMigration;

/** Another class of the same hosts, which only meet. */
@MultihostMigration
class SecondTestCase {

  @Test
  void meets() {}
}
