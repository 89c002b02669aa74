package org.multihost.migration.qemu.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.multihost.migration.Guest;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MigrationHooks;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.MigrationWork;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.Rendezvous;
import org.multihost.migration.Storage;
import org.multihost.migration.VirtualMachine;
import org.multihost.migration.qemu.machine.QemuDevice;
import org.multihost.migration.qemu.machine.QemuDevices;
import org.multihost.migration.qemu.mirror.FullDisk;
import org.multihost.migration.qemu.qmp.QmpClient;

/** Migrations whose destination does not take the content of the disk. */
@MultihostMigration
@MigrateVm(name = "vm1", memory = "32 MiB", guest = Guest.BUILT_IN, storage = Storage.MIRROR)
class MirrorOutcomeTestCase {

  @Test
  void theDiskIsTaken(Migrations migrations) {
    migrations.migrate().run();
    migrations.migrate().run();
  }

  @Test
  void theServerIsGone(Migrations migrations, Rendezvous rendezvous) {
    migrations.migrate().hooks(new Broken(rendezvous, qmp -> qmp.execute("nbd-server-stop"))).run();
  }

  @Test
  void theDiskIsFull(Migrations migrations, Rendezvous rendezvous) {
    migrations.migrate().hooks(new Broken(rendezvous, qmp -> FullDisk.at(0, qmp))).run();
  }

  @Test
  void theDiskIsDetachedInStartWork(Migrations migrations) {
    migrations
        .migrate()
        .startWork(work -> work.vm().unwrap(QemuDevices.class).detach("disk0"))
        .run();
  }

  @Test
  void aDeviceIsPluggedInInStartWork(Migrations migrations) {
    migrations.migrate().startWork(work -> plugIn(work.vm())).run();
  }

  @Test
  void aDeviceIsPluggedInAfterACancelledMigration(Migrations migrations) {
    migrations
        .migrate()
        .maxBandwidth("1 MiB")
        .cancelAfter(Duration.ofMillis(300))
        .expect(MigrationOutcome.CANCELLED)
        .checkSource(work -> plugIn(work.vm()))
        .run();
    migrations
        .migrate()
        .checkWork(
            work ->
                assertThat(work.vm().unwrap(QemuDevices.class).list())
                    .extracting(QemuDevice::id)
                    .containsExactly("disk0", "test"))
        .run();
  }

  private static void plugIn(VirtualMachine vm) {
    vm.unwrap(QemuDevices.class).attach("test", "pci-testdev", Map.of());
  }

  /** A destination that is broken before the source starts to copy. */
  private record Broken(Rendezvous rendezvous, Consumer<QmpClient> fault)
      implements MigrationHooks {

    @Override
    public void migrateOnDestination(MigrationWork work) {
      fault.accept(work.arriving("vm1", QmpClient.class));
      rendezvous.publish("broken", true);
    }

    @Override
    public void migrateOnSource(MigrationWork work) {
      rendezvous.await("broken", Boolean.class);
    }
  }
}
