package org.multihost.migration.qemu.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.multihost.migration.Companion;
import org.multihost.migration.Guest;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MigrationHooks;
import org.multihost.migration.MigrationWork;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.Rendezvous;
import org.multihost.migration.VirtualMachine;
import org.multihost.migration.qemu.process.QemuCompanions;

/** VMs whose companion ends, by a fault or as it should. */
@MultihostMigration
@MigrateVm(
    name = "vm1",
    memory = "32 MiB",
    guest = Guest.BUILT_IN,
    companions =
        @Companion(
            name = "helper",
            command = {"sh", "-c", "echo I serve {vm} on {host}; exec sleep 1000"}))
class CompanionTestCase {

  private long pid;

  private static QemuCompanions companions(VirtualMachine vm) {
    return vm.unwrap(QemuCompanions.class);
  }

  private static void end(VirtualMachine vm) {
    ProcessHandle.of(companions(vm).pid("helper")).orElseThrow().destroy();
  }

  @Test
  void endsWhileTheGuestRuns(VirtualMachine vm1, Rendezvous rendezvous) {
    if (vm1.isHere()) {
      end(vm1);
      vm1.console().await("never said", Duration.ofSeconds(60));
      rendezvous.publish("waited", true);
    } else {
      rendezvous.await("waited", Boolean.class);
    }
  }

  @Test
  void endsAfterTheGuestHasArrived(
      Migrations migrations, VirtualMachine vm1, Rendezvous rendezvous) {
    migrations.migrate().run();
    endsWhileTheGuestRuns(vm1, rendezvous);
  }

  @Test
  void endsWhileTheGuestArrives(Migrations migrations) {
    migrations.migrate().hooks(new EndsAtDestination()).run();
  }

  private static final class EndsAtDestination implements MigrationHooks {
    @Override
    public void migrateOnDestination(MigrationWork work) {
      QemuCompanions companions = work.arriving("vm1", QemuCompanions.class);
      ProcessHandle.of(companions.pid("helper")).orElseThrow().destroy();
    }
  }

  @Test
  void endsWhenNothingWaitsForIt(VirtualMachine vm1) {
    if (vm1.isHere()) {
      end(vm1);
    }
  }

  @Test
  void endsAfterTheGuestHasLeft(Migrations migrations, VirtualMachine vm1) {
    if (vm1.isHere()) {
      pid = companions(vm1).pid("helper");
    }
    migrations.migrate().checkSource(work -> ProcessHandle.of(pid).orElseThrow().destroy()).run();
  }

  @Test
  void isKilledAsAFault(Migrations migrations, VirtualMachine vm1) {
    if (vm1.isHere()) {
      companions(vm1).kill("helper");
    }
    migrations.migrate().run();
  }

  @Test
  void startsWithEachProcess(Migrations migrations, VirtualMachine vm1) {
    migrations.migrate().run();
    migrations.migrate().run();
    if (vm1.isHere()) {
      long before = companions(vm1).pid("helper");
      vm1.stop();
      assertThat(ProcessHandle.of(before)).isEmpty();
      vm1.start();
      assertThat(companions(vm1).isAlive("helper")).isTrue();
    }
  }

  @Test
  @MigrateVm(
      name = "vm1",
      memory = "32 MiB",
      guest = Guest.BUILT_IN,
      companions =
          @Companion(
              name = "broken",
              command = {"sh", "-c", "echo no such option >&2; exit 3"},
              socket = "{dir}/never.sock"))
  void doesNotStart() {}
}
