package org.multihost.migration.qemu.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.multihost.migration.MigrationAssertions.assertThat;
import static org.multihost.migration.MigrationMoment.status;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.multihost.migration.MemoryVerification;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MigrationResult;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.VirtualMachine;
import org.multihost.migration.qemu.GuestByte;
import org.multihost.migration.qemu.process.QemuProcess;
import org.multihost.migration.qemu.qmp.QmpClient;

/** Migrations with verified memory, of a VM of which nothing else is said. */
@MultihostMigration
@MigrateVm(name = "vm1")
class VerifiedMemoryTestCase {

  private static final long MEMORY = 256 << 20;
  private static final long SWEPT_PAGE = 0x50_0000;

  @Test
  void theMemoryIsTheSame(Migrations migrations, VirtualMachine vm1) {
    MigrationResult result = migrations.migrate().verifyMemory().run();

    MemoryVerification memory = result.memory().orElseThrow();
    assertThat(memory.bytes()).isGreaterThanOrEqualTo(MEMORY);
    assertThat(memory.cost()).isPositive();
    assertThat(result).isCompleted().hasPauseBelow(Duration.ofSeconds(5));
    assertThat(migrations.migrate().run().memory()).isEmpty();
  }

  @Test
  void aPausedGuestStaysPaused(Migrations migrations, VirtualMachine vm1) {
    if (vm1.isHere()) {
      vm1.pause();
    }
    assertThat(migrations.migrate().verifyMemory().run().memory()).isPresent();
    if (vm1.isHere()) {
      assertThat(vm1).isPaused();
    }
  }

  @Test
  void throughAFile(Migrations migrations) {
    Path file = Path.of(System.getProperty(OutcomeTestCase.FILE));
    assertThat(migrations.migrate().throughFile(file).verifyMemory().run().memory()).isPresent();
  }

  /** QEMU has sent the page, and does not see the change. */
  @Test
  void oneByteDiffers(Migrations migrations) {
    migrations
        .migrate()
        .verifyMemory()
        .capability("pause-before-switchover", true)
        .during(
            status("pre-switchover"),
            work -> {
              QmpClient qmp = work.vm("vm1").unwrap(QmpClient.class);
              GuestByte.flip(qmp, work.vm("vm1").unwrap(QemuProcess.class), SWEPT_PAGE + 5);
              qmp.execute("migrate-continue", Map.of("state", "pre-switchover"));
            })
        .run();
  }

  @Test
  void aPostcopyCannotBeVerified(Migrations migrations) {
    migrations.migrate().capability("postcopy-ram", true).verifyMemory().run();
  }
}
