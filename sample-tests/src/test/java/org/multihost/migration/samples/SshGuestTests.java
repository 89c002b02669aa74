package org.multihost.migration.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.multihost.migration.MigrationAssertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.multihost.migration.BackgroundWork;
import org.multihost.migration.GuestSession;
import org.multihost.migration.Login;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MigrationResult;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;

/** Sessions run over SSH; a file goes into the guest on one host, and comes out on the other. */
@MultihostMigration(hosts = {"source", "destination"})
@MigrateVm(name = "vm1", login = Login.SSH)
class SshGuestTests {

  private static final byte[] LETTER = new byte[1 << 20];

  @TempDir Path files;

  @Test
  void fileAndWorkCrossWithTheGuest(Migrations migrations) {
    Arrays.fill(LETTER, (byte) 'x');

    MigrationResult result =
        migrations
            .migrate("vm1")
            .from("source")
            .to("destination")
            .startWork(work -> send(work.session()))
            .checkWork(work -> receive(work.session()))
            .run();

    assertThat(result).isCompleted();
  }

  private void send(GuestSession session) throws IOException {
    session.copyTo(Files.write(files.resolve("letter"), LETTER), "/tmp/letter");
    session.start("sleep 10000");
  }

  private void receive(GuestSession session) {
    session.copyFrom("/tmp/letter", files.resolve("letter"));
    assertThat(files.resolve("letter")).hasBinaryContent(LETTER);
    assertThat(session.started()).singleElement().matches(BackgroundWork::isRunning);
  }
}
