package demo;

import static org.multihost.migration.MigrationAssertions.assertThat;

import org.junit.jupiter.api.Test;
import org.multihost.migration.Hosts;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;

/** A real migration. */
@MultihostMigration(hosts = {"source", "destination"})
@MigrateVm(name = "vm1")
class MigratingTests {

  @Test
  void migrates(Migrations migrations, Hosts hosts) {
    assertThat(migrations.migrate().from("source").to("destination").run()).isCompleted();
    Marks.leave(hosts.self(), "migrated");
  }
}
