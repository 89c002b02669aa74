package org.multihost.migration.qemu.hosts;

import org.junit.jupiter.api.Test;
import org.multihost.migration.Login;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MultihostMigration;

/** A test whose guest needs a part that lies in the user's cache only. */
@MultihostMigration
@MigrateVm(name = "vm1", memory = "128 MiB", login = Login.SSH)
class MissingPartTestCase {

  @Test
  void isNotReached() {}
}
