package org.multihost.migration.samples;

import static org.multihost.migration.MigrationAssertions.assertThat;

import org.junit.jupiter.api.Test;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MigrationResult;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.VirtualMachine;

/** A machine goes to and fro; the hosts swap their roles with each hop. */
@MultihostMigration(hosts = {"left", "right"})
@MigrateVm(name = "ball")
class PingPongTests {

  @Test
  void fileSurvivesTenHops(Migrations migrations, VirtualMachine ball) {
    if (ball.isHere()) {
      ball.session().run("echo hello > /letter");
    }
    for (int hop = 1; hop <= 10; hop++) {
      boolean there = hop % 2 == 1;
      MigrationResult result =
          migrations
              .migrate("ball")
              .from(there ? "left" : "right")
              .to(there ? "right" : "left")
              .checkWork(
                  work ->
                      assertThat(work.vm("ball").session().run("cat /letter")).hasOutput("hello"))
              .run();

      assertThat(result).as("hop %d", hop).isCompleted();
    }
    assertThat(ball).isOn("left");
  }
}
