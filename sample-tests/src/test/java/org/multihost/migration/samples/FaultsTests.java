package org.multihost.migration.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.multihost.migration.MigrationAssertions.assertThat;
import static org.multihost.migration.MigrationMoment.after;
import static org.multihost.migration.MigrationMoment.status;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MigrationHooks;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.MigrationResult;
import org.multihost.migration.MigrationWork;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.Rendezvous;
import org.multihost.migration.VirtualMachine;
import org.multihost.migration.qemu.process.QemuProcess;

/** What must go wrong goes wrong, on both sides, and the guest is none the worse for it. */
@MultihostMigration
@MigrateVm(name = "vm1", memory = "128 MiB")
class FaultsTests {

  private static void sourceWorks(MigrationWork work) {
    assertThat(work.session().run("echo fine")).hasOutput("fine");
  }

  @Test
  void aBlockedStreamFailsOnlyWhenItStaysBlocked(Migrations migrations, VirtualMachine vm1) {
    MigrationResult failed =
        migrations
            .migrate()
            .throughProxy()
            .maxBandwidth("1 MiB")
            .during(status("active"), work -> work.stream().stall())
            .during(after(Duration.ofSeconds(2)), work -> work.stream().cut())
            .expect(MigrationOutcome.FAILED)
            .checkSource(FaultsTests::sourceWorks)
            .checkWork(work -> assertThat(work.vm()).isOn("source"))
            .run();
    assertThat(failed).hasFailed();

    MigrationResult completed =
        migrations
            .migrate()
            .throughProxy()
            .during(status("active"), work -> work.stream().stall())
            .during(after(Duration.ofSeconds(2)), work -> work.stream().heal())
            .checkWork(work -> work.session().run("echo arrived"))
            .run();
    assertThat(completed).isCompleted();
    assertThat(completed.totalTime()).isGreaterThan(Duration.ofSeconds(1));
  }

  @Test
  void aDestinationOfAnotherSizeRefuses(Migrations migrations) {
    MigrationResult result =
        migrations
            .migrate()
            .setting("multihost.vm.vm1.arguments", "-m 96M")
            .expect(MigrationOutcome.FAILED)
            .checkSource(FaultsTests::sourceWorks)
            .run();

    assertThat(result).hasError("Size mismatch");
  }

  @Test
  void theSourceOutlivesADestinationThatIsKilled(Migrations migrations, Rendezvous rendezvous) {
    MigrationHooks kill =
        new MigrationHooks() {
          @Override
          public void migrateOnDestination(MigrationWork work) {
            rendezvous.await("it is under way", Boolean.class);
            work.arriving("vm1", QemuProcess.class).kill();
          }
        };
    MigrationResult result =
        migrations
            .migrate()
            .maxBandwidth("1 MiB")
            .during(status("active"), work -> rendezvous.publish("it is under way", true))
            .hooks(kill)
            .expect(MigrationOutcome.FAILED)
            .checkSource(FaultsTests::sourceWorks)
            .run();

    assertThat(result).hasFailed();
  }

  @Test
  void theDestinationGivesUpWhenTheSourceIsKilled(Migrations migrations) {
    MigrationResult result =
        migrations
            .migrate()
            .maxBandwidth("1 MiB")
            .during(status("active"), work -> work.vm().unwrap(QemuProcess.class).kill())
            .expect(MigrationOutcome.FAILED)
            .run();

    assertThat(result).hasError("exit code [137]");
  }
}
