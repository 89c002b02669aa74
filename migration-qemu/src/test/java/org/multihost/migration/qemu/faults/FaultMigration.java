package org.multihost.migration.qemu.faults;

import static org.multihost.migration.MigrationMoment.status;

import java.io.IOException;
import org.multihost.migration.MigrationBuilder;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.MigrationWork;
import org.multihost.migration.Rendezvous;
import org.multihost.migration.Transport;
import org.multihost.migration.qemu.qmp.QmpClient;

/**
 * The way in which the machine of a cell migrates, and what happens while it is under way.
 *
 * @param point the one that a step meets then, if it is the cell's
 */
record FaultMigration(FaultSite site, FaultPoint point, Rendezvous rendezvous) {

  public static FaultMigration of(FaultSite site, Rendezvous rendezvous) {
    boolean postcopy = site.is(FaultPoint.POSTCOPY);
    return new FaultMigration(
        site, postcopy ? FaultPoint.POSTCOPY : FaultPoint.MIGRATE, rendezvous);
  }

  public void shape(MigrationBuilder migration) throws IOException {
    Fault fault = site.cell().fault();
    switch (fault) {
      case DISK_LOCKED -> FaultSite.note();
      case DESTINATION_STANDS -> {
        FaultSite.note();
        migration.setting("multihost.vm.vm1.arguments", "-S");
      }
      case SOURCE_GOES_ON -> {
        FaultSite.note();
        migration
            .capability("background-snapshot", true)
            .transport(new Transport.File(FaultSite.directory().resolve("guest")))
            .expectAnyOf(MigrationOutcome.values());
      }
      default -> shapeByPoint(migration, fault);
    }
  }

  private void shapeByPoint(MigrationBuilder migration, Fault fault) {
    if (site.is(FaultPoint.POSTCOPY)) {
      migration
          .capability("postcopy-ram", true)
          .maxBandwidth("1 MiB")
          .parameter("max-postcopy-bandwidth", 256 << 10)
          .during(
              status("active"),
              work -> work.vm("vm1").unwrap(QmpClient.class).execute("migrate-start-postcopy"))
          .during(status("postcopy-active"), this::onSource);
    } else if (site.is(FaultPoint.MIGRATE) && fault != Fault.SLOW_STEP) {
      migration
          .maxBandwidth(fault.fails() ? "256 KiB" : "16 MiB")
          .during(status("active"), this::onSource);
    }
  }

  private void onSource(MigrationWork work) throws Exception {
    rendezvous.publish("under way", true);
    site.at(point, work);
  }

  /** A step that is slow does not make the migration itself last longer. */
  void beforeSource(MigrationWork work) throws Exception {
    if (site.cell().fault() == Fault.SLOW_STEP) {
      site.at(point, work);
    }
  }

  /** The destination's own step comes when the migration is under way, too. */
  void onDestination(MigrationWork work) throws Exception {
    if (site.is(point) && isDuringMigration()) {
      rendezvous.await("under way", Boolean.class);
    }
    site.at(point, work);
  }

  private boolean isDuringMigration() {
    Fault fault = site.cell().fault();
    return !fault.isOutcome() && fault != Fault.SLOW_STEP;
  }
}
