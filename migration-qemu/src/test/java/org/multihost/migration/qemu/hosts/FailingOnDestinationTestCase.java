package org.multihost.migration.qemu.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.multihost.migration.Login;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;

/** An assertion that fails on the destination. */
@MultihostMigration
@MigrateVm(name = "vm1", memory = "128 MiB", login = Login.NONE)
class FailingOnDestinationTestCase {

  @Test
  void expectsTooMuch(Migrations migrations) {
    migrations
        .migrate()
        .checkWork(work -> assertThat(work.vm("vm1").state().name()).contains("two"))
        .run();
  }
}
