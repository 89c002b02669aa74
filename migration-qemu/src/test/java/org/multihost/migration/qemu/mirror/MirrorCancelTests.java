package org.multihost.migration.qemu.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.multihost.migration.qemu.Hop.end;
import static org.multihost.migration.qemu.Hop.hop;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.multihost.migration.GuestSession;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.MigrationProgress;
import org.multihost.migration.VmState;
import org.multihost.migration.qemu.NeedsQemu;
import org.multihost.migration.qemu.qmp.QmpClient;
import org.multihost.migration.qemu.qmp.QmpEvent;
import org.multihost.migration.qemu.qmp.QmpSubscription;
import org.multihost.migration.spi.IncomingVm;
import org.multihost.migration.spi.LocalVm;
import org.multihost.migration.spi.MigrationEndpoint;
import org.multihost.migration.spi.MigrationSettings;
import org.multihost.migration.spi.OutgoingMigration;
import org.multihost.migration.spi.OutgoingReport;
import org.multihost.migration.spi.ProgressListener;

/** Migrations with mirrored disks that are cancelled, or that wait before the switchover. */
@NeedsQemu
@Timeout(240)
class MirrorCancelTests extends MirrorFixture {

  private static final String WAITS = "pre-switchover";
  private static final MigrationSettings WAITING = AS_IT_COMES.with("pause-before-switchover");

  /** The statuses of a migration, in their order. */
  private static final class Statuses implements ProgressListener {
    private final List<String> all = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> waits = new CompletableFuture<>();

    @Override
    public void progressed(MigrationProgress progress) {
      if (all.isEmpty() || !all.get(all.size() - 1).equals(progress.status())) {
        all.add(progress.status());
      }
      if (progress.status().equals(WAITS)) {
        waits.complete(null);
      }
    }
  }

  @Test
  void duringTheCopyOfTheDisks() throws Exception {
    Path home = image("home.img");
    LocalVm here = started(home);
    GuestSession session = here.login(BOOT);
    IncomingVm there = arriving(here, home);
    OutgoingMigration leaving = slowly(here, there.listen(AS_IT_COMES));
    leaving.cancel();
    assertThat(end(leaving).outcome()).isEqualTo(MigrationOutcome.CANCELLED);
    assertThat(there.vm().state()).isEqualTo(VmState.INCOMING);
    runsOn(here, session, home);
    isGone(there);
    hop(here, destination, spec("destination", raw(home)), AS_IT_COMES);
  }

  @Test
  void afterTheCopyOfTheMemory() throws Exception {
    Path home = image("home.img");
    LocalVm here = started(home);
    GuestSession session = here.login(BOOT);
    output(session, WRITER);
    IncomingVm there = arriving(here, home);
    Statuses statuses = new Statuses();
    OutgoingMigration leaving = here.migrate(there.listen(WAITING), WAITING, statuses);
    statuses.waits.get(60, TimeUnit.SECONDS);
    leaving.cancel();
    assertThat(end(leaving).outcome()).isEqualTo(MigrationOutcome.CANCELLED);
    assertThat(there.vm().state()).isNotEqualTo(VmState.RUNNING);
    hasLines(home, stopWriter(session));
    runsOn(here, session, home);
    isGone(there);
    hop(here, destination, spec("destination", raw(home)), AS_IT_COMES);
  }

  /** The destination may have the whole guest then; it runs on one side, with that side's disk. */
  @RepeatedTest(2)
  void whenTheGuestStops() throws Exception {
    Path home = image("home.img");
    LocalVm here = started(home);
    GuestSession session = here.login(BOOT);
    IncomingVm there = arriving(here, home);
    MigrationEndpoint endpoint = there.listen(AS_IT_COMES);
    OutgoingReport report;
    try (QmpSubscription stop = here.unwrap(QmpClient.class).subscribe(QmpEvent.named("STOP"))) {
      OutgoingMigration leaving = here.migrate(endpoint, AS_IT_COMES, now -> {});
      stop.take(Duration.ofSeconds(60), "the guest's stop");
      leaving.cancel();
      report = end(leaving);
    }
    if (report.outcome() == MigrationOutcome.CANCELLED) {
      assertThat(there.vm().state()).isNotEqualTo(VmState.RUNNING);
      runsOn(here, session, home);
      isGone(there);
    } else {
      assertThat(report.outcome()).isEqualTo(MigrationOutcome.COMPLETED);
      assertThat(end(there).outcome()).isEqualTo(MigrationOutcome.COMPLETED);
      assertThat(here.state()).isEqualTo(VmState.MIGRATED);
      assertThat(there.vm().state()).isEqualTo(VmState.RUNNING);
    }
  }

  /** The test hears of the wait when the disks are equal, and ends it by itself. */
  @Test
  void aTestThatAsksForTheWaitEndsItByItself() throws Exception {
    Path home = image("home.img");
    LocalVm here = started(home);
    GuestSession session = here.login(BOOT);
    output(session, WRITER);
    IncomingVm there = arriving(here, home);
    Statuses statuses = new Statuses();
    OutgoingMigration leaving = here.migrate(there.listen(WAITING), WAITING, statuses);
    statuses.waits.get(60, TimeUnit.SECONDS);
    assertThat(Files.mismatch(home, images.resolve("destination/vm1-disk0-copy.raw")))
        .isEqualTo(-1);
    assertThat(nodes(here)).doesNotContain("nbd");
    assertThat(leaving.completion().toCompletableFuture()).isNotDone();
    here.unwrap(QmpClient.class).execute("migrate-continue", Map.of("state", WAITS));
    assertThat(end(leaving).outcome()).isEqualTo(MigrationOutcome.COMPLETED);
    assertThat(end(there).state()).isEqualTo(VmState.RUNNING);
    assertThat(statuses.all).containsOnlyOnce(WAITS);
    here.close();
    int lines = stopWriter(there.vm().login(BOOT));
    there.vm().close();
    hasLines(images.resolve("destination/vm1-disk0-copy.raw"), lines);
  }
}
