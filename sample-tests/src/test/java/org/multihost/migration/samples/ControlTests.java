package org.multihost.migration.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.multihost.migration.MigrationAssertions.assertThat;
import static org.multihost.migration.MigrationMoment.pass;
import static org.multihost.migration.MigrationMoment.status;

import java.time.Duration;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.multihost.migration.BackgroundStep;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MigrationHooks;
import org.multihost.migration.MigrationResult;
import org.multihost.migration.MigrationWork;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;

/** Migrations that are slowed down, sped up, watched and cancelled while they are under way. */
@MultihostMigration
@MigrateVm(name = "vm1", memory = "128 MiB")
class ControlTests {

  @Test
  void sourceWorksOnAfterACancelledMigrationAndMigratesAgain(Migrations migrations) {
    MigrationResult cancelled =
        migrations
            .migrate()
            .maxBandwidth("1 MiB")
            .cancelAfter(Duration.ofSeconds(1))
            .checkSource(work -> work.session().run("echo still here"))
            .run();
    assertThat(cancelled).isCancelled();

    MigrationResult again =
        migrations.migrate().maxBandwidth("1 MiB").cancelWhen(p -> p.transferred() > 0).run();
    assertThat(again).isCancelled();

    MigrationResult completed =
        migrations.migrate().checkWork(work -> work.session().run("echo arrived")).run();
    assertThat(completed).isCompleted().hasTransferredMoreThan(cancelled);
  }

  @Test
  void aMigrationThatIsTooSlowIsSpedUp(Migrations migrations) {
    MigrationResult result =
        migrations
            .migrate()
            .maxBandwidth("256 KiB")
            .downtimeLimit(Duration.ofMillis(1))
            .during(
                status("active"),
                work -> {
                  work.migration().parameter("max-bandwidth", 0);
                  work.migration().parameter("downtime-limit", 500);
                })
            .during(pass(2), work -> work.log("sent " + work.migration().progress().transferred()))
            .run();

    assertThat(result).isCompleted();
  }

  private static void keepThisHostBusy(MigrationWork work) {
    CRC32 sum = new CRC32();
    while (!Thread.currentThread().isInterrupted()) {
      sum.update(new byte[1 << 16]);
    }
    work.log("the host has reckoned %08x".formatted(sum.getValue()));
  }

  @Test
  void theSourceHasOtherWorkMeanwhile(Migrations migrations) {
    MigrationResult result =
        migrations
            .migrate()
            .startWork(work -> work.background("reckoning", ControlTests::keepThisHostBusy))
            .during(
                status("active"),
                work -> {
                  BackgroundStep brief = work.background("brief", step -> step.log("is done"));
                  brief.await(Duration.ofSeconds(30));
                  assertThat(brief.isRunning()).isFalse();
                })
            .run();

    assertThat(result).isCompleted();
  }

  /** Its afterMigration runs while the migration is still under way. */
  private static final class EndsTheSlowness implements MigrationHooks {
    @Override
    public void afterMigration(MigrationWork work) {
      if (work.vm().isHere() && work.vm().host().equals("source")) {
        work.migration().parameter("max-bandwidth", 0);
      }
    }
  }

  @Test
  void theTestNeedNotWait(Migrations migrations) {
    MigrationResult result =
        migrations
            .migrate()
            .maxBandwidth("64 KiB")
            .notWaiting()
            .hooks(new EndsTheSlowness())
            .timeout(Duration.ofMinutes(2))
            .run();

    assertThat(result).isCompleted();
    assertThat(result.iterations().orElseThrow()).isPositive();
  }
}
