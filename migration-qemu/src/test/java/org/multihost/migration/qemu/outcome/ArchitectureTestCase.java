package org.multihost.migration.qemu.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.multihost.migration.GuestSession;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MigrationWork;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;

/** Migrations there and back of a guest of any architecture, whose memory is compared. */
@MultihostMigration
@MigrateVm(name = "vm1", memory = "192 MiB")
class ArchitectureTestCase {

  @Test
  void answersAndKeepsItsMemory(Migrations migrations) {
    migrations
        .migrate()
        .verifyMemory()
        .startWork(
            work -> {
              GuestSession session = work.session();
              session.run("echo kept > /tmp/note");
              session.start("sleep 10000");
              work.put("architecture", session.run("uname -m").output());
            })
        .checkWork(ArchitectureTestCase::check)
        .run();
    migrations.migrate().verifyMemory().checkWork(work -> isThere(work.session())).run();
  }

  private static void check(MigrationWork work) {
    GuestSession session = work.session();
    isThere(session);
    assertThat(session.run("uname -m").output()).isEqualTo(work.get("architecture", String.class));
    session.run("killall -0 sleep");
  }

  private static void isThere(GuestSession session) {
    assertThat(session.run("cat /tmp/note").output()).isEqualTo("kept\n");
  }
}
