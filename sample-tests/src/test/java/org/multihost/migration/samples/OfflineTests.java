package org.multihost.migration.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.multihost.migration.MigrationAssertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MigrationResult;
import org.multihost.migration.MigrationWork;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.qemu.condition.EnabledOnQemu;

/** Guests that do not run while they migrate: paused, saved to a file, or not even booted. */
@MultihostMigration
@MigrateVm(name = "vm1", memory = "128 MiB")
class OfflineTests {

  private static final Path FILE = Path.of("/tmp/multihost-sample-vm1.state");

  @Test
  void guestGoesOnAfterAPausedMigrationAndThroughAFile(Migrations migrations) {
    migrations
        .migrate()
        .offline()
        .startWork(work -> work.session().run("echo hello > /letter"))
        .checkWork(OfflineTests::readLetter)
        .run();

    MigrationResult result =
        migrations
            .migrate()
            .throughFile(FILE)
            .hooks(new SeesTheFile())
            .checkWork(OfflineTests::readLetter)
            .run();

    assertThat(result).isCompleted();
    assertThat(FILE).doesNotExist();
  }

  /** QEMU writes the memory to fixed places of the file, by several channels. */
  @Test
  @EnabledOnQemu(since = "9.0")
  void guestGoesOnAfterAFileThatSeveralChannelsWrite(Migrations migrations) {
    migrations
        .migrate()
        .offline()
        .startWork(work -> work.session().run("echo hello > /letter"))
        .run();

    migrations
        .migrate()
        .throughFile(FILE)
        .capability("mapped-ram", true)
        .capability("multifd", true)
        .checkWork(OfflineTests::readLetter)
        .run();

    assertThat(FILE).doesNotExist();
  }

  private static final class SeesTheFile implements org.multihost.migration.MigrationHooks {
    @Override
    public void afterMigration(MigrationWork work) {
      assertThat(FILE).isNotEmptyFile();
    }
  }

  private static void readLetter(MigrationWork work) {
    assertThat(work.session().run("cat /letter")).hasOutput("hello");
  }

  @Test
  @MigrateVm(name = "early", memory = "128 MiB", startPaused = true)
  void guestBootsOnWhereItArrives(Migrations migrations) {
    migrations
        .migrate("early")
        .delay(Duration.ofMillis(500))
        .checkWork(work -> work.session().run("uptime"))
        .run();
  }
}
