package org.multihost.migration.qemu.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.multihost.migration.MigrationAssertions.assertThat;
import static org.multihost.migration.MigrationMoment.after;
import static org.multihost.migration.MigrationMoment.every;
import static org.multihost.migration.MigrationMoment.guestRuns;
import static org.multihost.migration.MigrationMoment.ifUnderWay;
import static org.multihost.migration.MigrationMoment.pass;
import static org.multihost.migration.MigrationMoment.status;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.multihost.migration.Compression;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MigrationBuilder;
import org.multihost.migration.MigrationMoment;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.MigrationResult;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.Rendezvous;
import org.multihost.migration.StatusTime;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.qemu.process.QemuProcess;
import org.multihost.migration.qemu.qmp.QmpClient;

/** Commands, typed options and looks at both ends of migrations on real QEMU. */
@MultihostMigration
@MigrateVm(name = "vm1", memory = "128 MiB")
class CommandsTestCase {

  private static MigrationBuilder slowPostcopy(Migrations migrations) {
    return migrations
        .migrate()
        .timeout(Duration.ofMinutes(4))
        .maxBandwidth("1 MiB")
        .parameter("max-postcopy-bandwidth", 8 << 20)
        .postcopy(status("active"));
  }

  @Test
  void aPostcopyIsCutAndRecovered(Migrations migrations) {
    MigrationResult result =
        slowPostcopy(migrations)
            .startWork(work -> work.session().run("echo kept > /tmp/letter"))
            .duringAtDestination(guestRuns(), work -> work.migration().pause())
            .recoverPostcopy()
            .checkWork(
                work -> assertThat(work.session().run("cat /tmp/letter").output()).contains("kept"))
            .run();

    assertThat(result).isCompleted();
    for (String host : new String[] {"source", "destination"}) {
      assertThat(result.statuses())
          .filteredOn(at -> at.host().equals(host))
          .extracting(StatusTime::status)
          .containsSubsequence(
              "active", "postcopy-active", "postcopy-paused", "postcopy-recover", "completed");
    }
  }

  @Test
  void aPostcopyWhoseStreamIsCutIsRecovered(Migrations migrations, Rendezvous rendezvous) {
    MigrationResult result =
        slowPostcopy(migrations)
            .throughProxy()
            .duringAtDestination(guestRuns(), work -> rendezvous.publish("runs", true))
            .during(
                status("postcopy-active"),
                work -> {
                  rendezvous.await("runs", Boolean.class);
                  work.stream().cut();
                })
            .during(
                MigrationMoment.postcopyPaused(),
                work -> {
                  work.stream().heal();
                  work.migration().recover();
                })
            .duringAtDestination(
                MigrationMoment.postcopyPaused(), work -> work.migration().recover())
            .run();

    assertThat(result).isCompleted();
  }

  @Test
  void aPostcopyIsCutAndNotRecovered(Migrations migrations) {
    slowPostcopy(migrations)
        .duringAtDestination(guestRuns(), work -> work.migration().pause())
        .run();
  }

  @Test
  void aPostcopyIsCutBeforeTheGuestRunsThere(Migrations migrations) {
    slowPostcopy(migrations)
        .during(status("postcopy-active"), work -> work.migration().pause())
        .recoverPostcopy()
        .run();
  }

  @Test
  void aPostcopyIsRecoveredThatWasNotCut(Migrations migrations) {
    migrations.migrate().postcopy(status("active")).recoverPostcopy().run();
  }

  @Test
  void aPostcopyThatTheMigrationDoesNotHave(Migrations migrations) {
    migrations
        .migrate()
        .maxBandwidth("8 MiB")
        .during(
            status("active"),
            work ->
                assertThatThrownBy(work.migration()::startPostcopy)
                    .isInstanceOf(VirtualMachineException.class)
                    .hasMessageContaining("Virtual machine [vm1]: QEMU refuses"))
        .run();
  }

  @Test
  void aMigrationIsHeld(Migrations migrations, Rendezvous rendezvous) {
    migrations
        .migrate()
        .maxBandwidth("8 MiB")
        .holdAt(status("active"))
        .during(
            after(Duration.ofSeconds(3)),
            work -> rendezvous.publish("sent", work.migration().progress().transferred()))
        .during(
            after(Duration.ofSeconds(6)),
            work -> {
              rendezvous.publish("sent later", work.migration().progress().transferred());
              work.migration().release();
            })
        .run();

    long sent = rendezvous.await("sent", Long.class);
    // 24 MiB without the hold; QEMU sends 32 pages ten times a second whatever the limit is.
    assertThat(rendezvous.await("sent later", Long.class) - sent).isLessThan(12 << 20);
  }

  @Test
  void aMigrationIsReleasedThatIsNotHeld(Migrations migrations) {
    migrations
        .migrate()
        .maxBandwidth("1 MiB")
        .during(status("active"), work -> work.migration().release())
        .run();
  }

  @Test
  void aCapabilityIsMisspelt(Migrations migrations) {
    migrations.migrate().capability("xbzrel", true).run();
  }

  @Test
  void aParameterIsMisspelt(Migrations migrations) {
    migrations.migrate().parameter("multifd-chanels", 2).run();
  }

  @Test
  void severalChannels(Migrations migrations) {
    MigrationResult result = migrations.migrate().channels(2, Compression.ZSTD).run();

    assertThat(result).isCompleted().hasFigureBetween("ram.multifd-bytes", 1, 1 << 30);
  }

  @Test
  void oneChannel(Migrations migrations) {
    MigrationResult result = migrations.migrate().run();

    assertThat(result).isCompleted().hasFigureBetween("ram.multifd-bytes", 1, 1 << 30);
  }

  @Test
  void aLookBeforeTheSwitchover(Migrations migrations, Rendezvous rendezvous) {
    migrations
        .migrate()
        .xbzrle()
        .autoConverge()
        .pauseBeforeSwitchover(
            work -> {
              QmpClient qmp = work.vm().unwrap(QmpClient.class);
              String state = qmp.execute("query-status").path("status").asText();
              rendezvous.publish("before the switchover", state);
            })
        .run();

    assertThat(rendezvous.await("before the switchover", String.class)).isNotEqualTo("running");
  }

  @Test
  void bothEnds(Migrations migrations, Rendezvous rendezvous) {
    migrations
        .migrate()
        .maxBandwidth("8 MiB")
        .duringAtDestination(
            status("active"),
            work -> rendezvous.publish("there", state(work.arriving("vm1", QmpClient.class))))
        .checkSource(work -> rendezvous.publish("here", state(work.source("vm1", QmpClient.class))))
        .run();

    assertThat(rendezvous.await("there", String.class)).isEqualTo("inmigrate");
    assertThat(rendezvous.await("here", String.class)).isEqualTo("postmigrate");
  }

  private static String state(QmpClient qmp) {
    return qmp.execute("query-status").path("status").asText();
  }

  @Test
  void aStepAtTheDestinationThatNeverComes(Migrations migrations) {
    migrations.migrate().duringAtDestination(status("colo"), work -> {}).run();
  }

  @Test
  void aLookAtAFailedDestination(Migrations migrations, Rendezvous rendezvous) {
    migrations
        .migrate()
        .setting("multihost.vm.vm1.arguments", "-m 96M")
        .expect(MigrationOutcome.FAILED)
        .checkArriving(
            work -> {
              QemuProcess process = work.arriving("vm1", QemuProcess.class);
              rendezvous.publish("alive", process.isAlive());
            })
        .run();

    assertThat(rendezvous.await("alive", Boolean.class)).isFalse();
  }

  @Test
  void aLookAtADestinationThatDidNotFail(Migrations migrations) {
    migrations
        .migrate()
        .checkArriving(
            work -> {
              throw new AssertionError("not reached");
            })
        .run();
  }

  @Test
  void repeatedAndOptionalSteps(Migrations migrations, Rendezvous rendezvous) {
    int[] times = new int[1];
    migrations
        .migrate()
        .maxBandwidth("4 MiB")
        .during(every(Duration.ofMillis(100)), work -> times[0]++)
        .during(ifUnderWay(pass(1000)), work -> work.migration().cancel())
        .during(
            after(Duration.ofSeconds(1)),
            work -> {
              rendezvous.publish("times", times[0]);
              work.migration().maxBandwidth("0");
            })
        .run();

    assertThat(rendezvous.await("times", Integer.class)).isGreaterThan(2);
  }

  @Test
  void aCancellationSaysWhetherItAsks(Migrations migrations, Rendezvous rendezvous) {
    migrations
        .migrate()
        .maxBandwidth("1 MiB")
        .during(
            status("active"),
            work -> {
              boolean first = work.migration().cancel();
              rendezvous.publish("asked", first && !work.migration().cancel());
            })
        .expect(MigrationOutcome.CANCELLED)
        .run();

    assertThat(rendezvous.await("asked", Boolean.class)).isTrue();
  }
}
