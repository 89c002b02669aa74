package org.multihost.migration.samples;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.multihost.migration.MigrationAssertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.multihost.migration.GuestException;
import org.multihost.migration.Login;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MigrationResult;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.VirtualMachine;

/**
 * Nobody logs in to the guest; its console alone tells how it fares. It migrates while it boots.
 */
@MultihostMigration
@MigrateVm(name = "vm1", memory = "128 MiB", login = Login.NONE)
class NoLoginTests {

  @Test
  void theGuestBootsOnAtTheDestination(Migrations migrations) {
    MigrationResult result =
        migrations
            .migrate()
            .checkWork(
                work -> {
                  VirtualMachine vm1 = work.vm();
                  vm1.console().await("TinyLinux ready", Duration.ofMinutes(4));
                  assertThatThrownBy(vm1::session)
                      .isInstanceOf(GuestException.class)
                      .hasMessageContaining("its login is [none]");
                })
            .run();

    assertThat(result).isCompleted();
  }
}
