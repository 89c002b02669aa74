package org.multihost.migration.qemu.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.MigrationResult;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.VirtualMachine;

/** A machine that goes to and fro. */
@MultihostMigration(hosts = {"source", "destination", "witness"})
@MigrateVm(name = "vm1", memory = "128 MiB")
class HopsTestCase {

  /** How often it moves. */
  static final int HOPS = 8;

  @Test
  void goesToAndFro(Migrations migrations, VirtualMachine vm1) {
    for (int hop = 1; hop <= HOPS; hop++) {
      String to = vm1.host().equals("source") ? "destination" : "source";
      String expected = "hop " + hop + "\n";
      MigrationResult result =
          migrations
              .migrate("vm1")
              .to(to)
              .startWork(
                  work -> work.vm("vm1").session().run("echo '" + expected.strip() + "' >/hop"))
              .checkWork(
                  work ->
                      assertThat(work.vm("vm1").session().run("cat /hop").output())
                          .isEqualTo(expected))
              .run();
      assertThat(result.outcome()).isEqualTo(MigrationOutcome.COMPLETED);
    }
  }
}
