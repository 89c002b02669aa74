package org.multihost.migration.qemu.outcome;

import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.multihost.migration.Guest;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MigrationHooks;
import org.multihost.migration.MigrationWork;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.Rendezvous;
import org.multihost.migration.Storage;
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
