package org.multihost.migration.qemu.perhost;

import static org.multihost.migration.MigrationAssertions.assertThat;

import org.junit.jupiter.api.Test;
import org.multihost.migration.Login;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.Transport;

/** Migrations of a firmware over the transports that need an address of the destination. */
@MultihostMigration
@MigrateVm(name = "vm1", memory = "32 MiB", image = "empty.img", login = Login.NONE)
class OverTcpTestCase {

  @Test
  void overTcp(Migrations migrations) {
    assertThat(migrations.migrate().transport(Transport.tcp()).run()).isCompleted();
  }

  @Test
  void throughADescriptor(Migrations migrations) {
    assertThat(migrations.migrate().transport(Transport.fd()).run()).isCompleted();
  }
}
