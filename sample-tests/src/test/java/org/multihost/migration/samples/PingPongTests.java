package org.multihost.migration.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.multihost.migration.MigrationAssertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.multihost.migration.HostRole;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MigrationHooks;
import org.multihost.migration.MigrationResult;
import org.multihost.migration.MigrationWork;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.VirtualMachine;

/** A VM migrates back and forth; the hosts swap their roles with each hop. */
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
              .checkWork(work -> assertThat(work.session().run("cat /letter")).hasOutput("hello"))
              .run();

      assertThat(result).as("hop %d", hop).isCompleted();
    }
    assertThat(ball).isOn("left");
  }

  @Test
  void eachHostHasTheOtherRoleOnTheWayBack(Migrations migrations, HostRole atHome) {
    NotedRoles noted = new NotedRoles(new ArrayList<>());
    migrations.migrate().from("left").to("right").hooks(noted).run();
    migrations.migrate().from("right").to("left").hooks(noted).run();

    HostRole other = atHome == HostRole.SOURCE ? HostRole.DESTINATION : HostRole.SOURCE;
    assertThat(noted.roles()).containsExactly(atHome, other);
  }

  /** A hook that runs on the source and on the destination. */
  private record NotedRoles(List<HostRole> roles) implements MigrationHooks {

    @Override
    public void afterMigration(MigrationWork work) {
      roles.add(work.role());
    }
  }
}
