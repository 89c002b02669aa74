package org.multihost.migration.samples;

import static org.multihost.migration.MigrationAssertions.assertThat;

import org.junit.jupiter.api.Test;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;

/**
 * Fails on purpose, to show what a failure looks like: {@code ./run samples
 * -Dtest=FailingCheckTestCase}.
 */
@MultihostMigration(hosts = {"source", "destination"})
@MigrateVm(name = "vm1")
class FailingCheckTestCase {

  @Test
  void letterArrives(Migrations migrations) {
    migrations
        .migrate("vm1")
        .from("source")
        .to("destination")
        .startWork(work -> work.session().run("echo hello > /letter"))
        .checkWork(work -> assertThat(work.session().run("cat /letter")).hasOutput("goodbye"))
        .run();
  }
}
