package org.multihost.migration.qemu.faults;

import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
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
@ExtendWith(FaultExtensions.Early.class)
@MultihostMigration(hosts = {"source", "destination", "witness"})
@MigrateVm(name = "vm1", memory = "128 MiB")
@ExtendWith(FaultCell.Resolver.class)
class FaultTestCase {

  // Of the class's annotations, JUnit takes all @ExtendWith together, where the first one is.
  @RegisterExtension static final FaultExtensions.Late LATE = new FaultExtensions.Late();

  private Optional<FaultSite> here = Optional.empty();

  @AfterEach
  void afterEach() throws Exception {
    if (here.isPresent()) {
      here.get().at(FaultPoint.AFTER_EACH);
    }
  }

  @Test
  @ExtendWith(FaultExtensions.OfMethod.class)
  void migrates(
      FaultCell cell, Migrations migrations, Hosts hosts, Rendezvous rendezvous, VirtualMachine vm1)
      throws Exception {
    FaultSite site = FaultSite.meet(cell, hosts, rendezvous, vm1);
    here = Optional.of(site);
    MigrationBuilder migration =
        migrations
            .migrate("vm1")
            .from("source")
            .to("destination")
            .startWork(work -> site.at(FaultPoint.START_WORK, work))
            .checkWork(work -> site.at(FaultPoint.CHECK_WORK, work))
            .hooks(hooks(site, rendezvous));
    FaultMigration.of(site, rendezvous).shape(migration);
    migration.run();
    site.at(FaultPoint.OTHERS_WAIT);
    if (site.is(FaultPoint.OTHERS_WAIT)) {
      rendezvous.barrier("nobody is missing");
    }
    site.at(FaultPoint.LAST_LINES);
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
            site.host(),
            work.vm("vm1").isHere()
                ? work.vm("vm1").unwrap(QmpClient.class)
                : work.arriving("vm1", QmpClient.class));
        site.at(FaultPoint.BEFORE_MIGRATION, work);
      }

      @Override
      public void migrateOnSource(MigrationWork work) throws Throwable {
        FaultMigration.of(site, rendezvous).beforeSource(work);
      }

      @Override
      public void migrateOnDestination(MigrationWork work) throws Throwable {
        FaultMigration.of(site, rendezvous).onDestination(work);
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
