package org.multihost.migration.qemu.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.multihost.migration.MigrationAssertions.assertThat;
import static org.multihost.migration.MigrationMoment.status;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MigrationHooks;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.MigrationResult;
import org.multihost.migration.MigrationWork;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.Rendezvous;
import org.multihost.migration.Transport;
import org.multihost.migration.VirtualMachine;
import org.multihost.migration.VmState;
import org.multihost.migration.qemu.machine.QemuDevices;
import org.multihost.migration.qemu.process.QemuProcess;
import org.multihost.migration.qemu.qmp.QmpClient;

/** Migrations on real QEMU whose outcome is not what one side alone says. */
@MultihostMigration
@MigrateVm(name = "vm1", memory = "128 MiB")
class OutcomeTestCase {

  static final String FILE = "test.outcome.file";

  private static Path file() {
    return Path.of(System.getProperty(FILE));
  }

  @Test
  void theGuestDoesNotGoOnAtTheDestination(Migrations migrations) {
    migrations.migrate().setting("multihost.vm.vm1.arguments", "-S").run();
  }

  @Test
  void theGuestGoesOnAtTheSource(Migrations migrations) {
    migrations
        .migrate()
        .capability("background-snapshot", true)
        .transport(new Transport.File(file()))
        .expectAnyOf(MigrationOutcome.values())
        .run();
  }

  @Test
  void thePauseOfAnOfflineMigration(Migrations migrations) {
    MigrationResult result = migrations.migrate().offline().maxBandwidth("32 MiB").run();
    assertThat(result).isCompleted().hasPauseBelow(Duration.ofMillis(1));
  }

  @Test
  void aPausedGuestThroughAFile(Migrations migrations, VirtualMachine vm1) {
    if (vm1.isHere()) {
      vm1.pause();
    }
    MigrationResult result = migrations.migrate().throughFile(file()).run();
    assertThat(result.pause()).isEmpty();
    if (vm1.isHere()) {
      assertThat(vm1.state()).isEqualTo(VmState.PAUSED);
    }
  }

  @Test
  void aGuestThatShutsDownMeanwhile(Migrations migrations) {
    migrations
        .migrate()
        .maxBandwidth("16 MiB")
        .startWork(work -> work.vm("vm1").session().start("sleep 1; poweroff -f"))
        .run();
  }

  @Test
  void aGuestThatIsExpectedToShutDown(Migrations migrations) {
    migrations
        .migrate()
        .maxBandwidth("16 MiB")
        .startWork(work -> work.vm("vm1").session().start("sleep 1; poweroff -f"))
        .expectState(VmState.SHUTDOWN)
        .checkWork(work -> assertThat(work.vm("vm1").state()).isEqualTo(VmState.SHUTDOWN))
        .run();
  }

  @Test
  void aGuestThatIsExpectedToShutDownAndRuns(Migrations migrations) {
    migrations.migrate().expectState(VmState.SHUTDOWN).run();
  }

  @Test
  void aCancellationThatMayComeTooLate(Migrations migrations) {
    migrations
        .migrate()
        .cancelWhen(progress -> progress.status().equals("device"))
        .expectAnyOf(MigrationOutcome.CANCELLED, MigrationOutcome.COMPLETED)
        .run();
  }

  @Test
  void aPostcopyThatLosesItsDestination(
      Migrations migrations, Rendezvous rendezvous, VirtualMachine vm1) {
    MigrationResult result = breakPostcopy(migrations, rendezvous);
    assertThat(result).hasFailed().hasError("the guest is lost");
    if (vm1.isHere()) {
      assertThat(vm1.state()).isEqualTo(VmState.LOST);
      assertThatThrownBy(vm1::resume).hasMessageContaining("is lost since migration #1");
    }
  }

  @Test
  void anotherMigrationOfAGuestThatIsLost(Migrations migrations, Rendezvous rendezvous) {
    breakPostcopy(migrations, rendezvous);
    migrations.migrate().run();
  }

  private static MigrationResult breakPostcopy(Migrations migrations, Rendezvous rendezvous) {
    return migrations
        .migrate()
        .timeout(Duration.ofMinutes(4))
        .capability("postcopy-ram", true)
        .maxBandwidth("1 MiB")
        .parameter("max-postcopy-bandwidth", 1 << 20)
        .during(
            status("active"),
            work -> work.vm("vm1").unwrap(QmpClient.class).execute("migrate-start-postcopy"))
        .during(status("postcopy-active"), work -> rendezvous.publish("postcopy", true))
        .hooks(new KillsDestination(rendezvous))
        .expect(MigrationOutcome.FAILED)
        .run();
  }

  private record KillsDestination(Rendezvous rendezvous) implements MigrationHooks {
    @Override
    public void migrateOnDestination(MigrationWork work) {
      rendezvous.await("postcopy", Boolean.class);
      work.arriving("vm1", QemuProcess.class).kill();
    }
  }

  @Test
  @MigrateVm(name = "early", memory = "128 MiB", startPaused = true)
  void workInAGuestThatWasWokenBefore(Migrations migrations) {
    migrations.migrate("early").delay(Duration.ofSeconds(1)).run();
    migrations.migrate("early").startWork(work -> work.vm("early").session().run("true")).run();
  }

  @Test
  void aDeviceThatCannotMigrate(Migrations migrations, VirtualMachine vm1) {
    if (vm1.isHere()) {
      QemuDevices devices = vm1.unwrap(QemuDevices.class);
      devices.attach("usb", "qemu-xhci", Map.of());
      devices.attach("pad", "usb-wacom-tablet", Map.of("bus", "usb.0"));
    }
    migrations.migrate().run();
  }

  @Test
  void oneHostAbortsWhileTheOtherStartsItsVm(VirtualMachine vm1) {
    assumeTrue(vm1.isHere(), "not here");
  }

  @Test
  void oneHostAbortsWhileTheOtherRunsACommand(VirtualMachine vm1, Rendezvous rendezvous) {
    rendezvous.barrier("runs");
    assumeTrue(vm1.isHere(), "not here");
    vm1.session().run("sleep 1000");
  }

  @Test
  void oneHostAbortsWhileTheOtherWatchesTheConsole(VirtualMachine vm1, Rendezvous rendezvous) {
    rendezvous.barrier("runs");
    assumeTrue(vm1.isHere(), "not here");
    vm1.console().await("never said", Duration.ofSeconds(60));
  }
}
