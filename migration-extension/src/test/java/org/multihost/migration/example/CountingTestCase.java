package org.multihost.migration.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.multihost.migration.MigrationAssertions.assertThat;

import org.junit.jupiter.api.Test;
import org.multihost.migration.Login;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MigrationMoment;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.Rendezvous;
import org.multihost.migration.VirtualMachine;

/** Tests as a user of the driver of counters writes them. */
@MultihostMigration(hosts = {"source", "destination"})
@MigrateVm(name = "vm1", memory = "4 MiB", login = Login.NONE)
class CountingTestCase {

  private static long count(VirtualMachine vm) {
    return vm.unwrap(CounterVm.class).count();
  }

  @Test
  void theCountGoesOnAtTheDestination(
      Migrations migrations, VirtualMachine vm1, Rendezvous rendezvous) {
    assertThat(
            migrations
                .migrate()
                .startWork(work -> rendezvous.publish("count", count(vm1)))
                .checkWork(
                    work ->
                        assertThat(count(vm1)).isGreaterThan(rendezvous.await("count", Long.class)))
                .run())
        .isCompleted();
    assertThat(vm1).isOn("destination");
  }

  @Test
  void goesThereAndBack(Migrations migrations, VirtualMachine vm1) {
    assertThat(migrations.migrate().run()).isCompleted();
    assertThat(migrations.migrate().from("destination").to("source").run()).isCompleted();
    assertThat(vm1).isOn("source");
  }

  @Test
  void staysAtTheSourceWhenItsMigrationIsCancelled(Migrations migrations, VirtualMachine vm1) {
    assertThat(
            migrations
                .migrate()
                .maxBandwidth("64 KiB")
                .during(MigrationMoment.percent(1), work -> work.migration().cancel())
                .expect(MigrationOutcome.CANCELLED)
                .run()
                .outcome())
        .isEqualTo(MigrationOutcome.CANCELLED);
    assertThat(vm1).isOn("source");
  }
}
