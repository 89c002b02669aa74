package org.multihost.migration.qemu.faults;

import static org.multihost.migration.MigrationMoment.status;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.multihost.migration.Hosts;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MigrationBuilder;
import org.multihost.migration.MigrationHooks;
import org.multihost.migration.MigrationWork;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.Rendezvous;
import org.multihost.migration.VirtualMachine;
import org.multihost.migration.qemu.qmp.QmpClient;

/** A migration that meets the fault of its cell. */
@MultihostMigration(hosts = {"source", "destination", "witness"})
@MigrateVm(name = "vm1", memory = "128 MiB")
@ExtendWith(FaultCell.Resolver.class)
class FaultTestCase {

  @Test
  void migrates(
      FaultCell cell, Migrations migrations, Hosts hosts, Rendezvous rendezvous, VirtualMachine vm1)
      throws IOException {
    FaultSite site = FaultSite.meet(cell, hosts, rendezvous, vm1);
    MigrationBuilder migration =
        migrations
            .migrate("vm1")
            .from("source")
            .to("destination")
            .startWork(work -> site.at(FaultPoint.START_WORK, work))
            .checkWork(work -> site.at(FaultPoint.CHECK_WORK, work))
            .hooks(hooks(site, rendezvous));
    if (site.is(FaultPoint.MIGRATE)) {
      migration
          .maxBandwidth(cell.fault().fails() ? "256 KiB" : "16 MiB")
          .during(status("active"), work -> atMigrate(site, rendezvous, work));
    }
    migration.run();
  }

  /** The destination's own step comes when the migration is under way, too. */
  private static void atMigrate(FaultSite site, Rendezvous rendezvous, MigrationWork work)
      throws Exception {
    rendezvous.publish("under way", true);
    site.at(FaultPoint.MIGRATE, work);
  }

  private static MigrationHooks hooks(FaultSite site, Rendezvous rendezvous) {
    return new MigrationHooks() {
      @Override
      public void prepareDisks(MigrationWork work) throws Throwable {
        site.at(FaultPoint.PREPARE_DISKS, work);
      }

      @Override
      public void beforeMigration(MigrationWork work) throws Throwable {
        RunningTimes.follow(
            site.self(),
            work.vm("vm1").isHere()
                ? work.vm("vm1").unwrap(QmpClient.class)
                : work.arriving("vm1", QmpClient.class));
        site.at(FaultPoint.BEFORE_MIGRATION, work);
      }

      @Override
      public void migrateOnDestination(MigrationWork work) throws Throwable {
        if (site.is(FaultPoint.MIGRATE)) {
          rendezvous.await("under way", Boolean.class);
        }
        site.at(FaultPoint.MIGRATE, work);
      }

      @Override
      public void afterMigration(MigrationWork work) throws Throwable {
        site.at(FaultPoint.MIGRATED, work);
      }

      @Override
      public void checkOnSource(MigrationWork work) throws Throwable {
        site.at(FaultPoint.CHECK, work);
      }

      @Override
      public void checkOnDestination(MigrationWork work) throws Throwable {
        site.at(FaultPoint.CHECK, work);
      }

      @Override
      public void cleanUp(MigrationWork work) throws Throwable {
        site.at(FaultPoint.FINISHED, work);
      }
    };
  }
}
