package org.multihost.migration.qemu.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.multihost.migration.qemu.Hop.end;
import static org.multihost.migration.qemu.Hop.hop;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.multihost.migration.GuestSession;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.qemu.NeedsQemu;
import org.multihost.migration.qemu.process.QemuProcess;
import org.multihost.migration.qemu.qmp.QmpClient;
import org.multihost.migration.spi.IncomingVm;
import org.multihost.migration.spi.LocalVm;
import org.multihost.migration.spi.MigrationEndpoint;
import org.multihost.migration.spi.OutgoingMigration;
import org.multihost.migration.spi.OutgoingReport;

/** Copies of disks that fail: the migration fails at once, and the guest runs on at the source. */
@NeedsQemu
@Timeout(240)
class MirrorFailureTests extends MirrorFixture {

  @Test
  void aServerThatEndsDuringTheMirrorFailsTheMigrationInTheJobsWords() throws Exception {
    Path home = image("home.img");
    LocalVm here = started(home);
    GuestSession session = here.login(BOOT);
    output(session, WRITER);
    IncomingVm there = arriving(here, home);
    MigrationEndpoint endpoint = there.listen(AS_IT_COMES);
    OutgoingMigration leaving = slowly(here, endpoint);
    there.vm().unwrap(QmpClient.class).execute("nbd-server-stop");
    OutgoingReport report = end(leaving);
    assertThat(report.outcome()).isEqualTo(MigrationOutcome.FAILED);
    assertThat(report.error().orElse("")).contains("disk [disk0]: Input/output error");
    int lines = stopWriter(session);
    hasLines(home, lines);
    runsOn(here, session, home);
    there.vm().close();

    LocalVm moved = hop(here, destination, spec("destination", raw(home)), AS_IT_COMES);
    assertThat(written(moved.login(BOOT))).isEqualTo(lines);
  }

  /** The export is QEMU's own, on top of a filter that refuses the second half of the disk. */
  @Test
  void aDestinationWhoseDiskIsFullFailsTheMigrationWithThatReason() throws Exception {
    Path home = image("home.img");
    LocalVm here = started(home);
    GuestSession session = here.login(BOOT);
    IncomingVm there = arriving(here, home);
    MigrationEndpoint endpoint = there.listen(AS_IT_COMES);
    FullDisk.at(SIZE / 2 / 512, there.vm().unwrap(QmpClient.class));

    OutgoingReport report = end(here.migrate(endpoint, AS_IT_COMES, now -> {}));

    assertThat(report.outcome()).isEqualTo(MigrationOutcome.FAILED);
    assertThat(report.error().orElse(""))
        .contains("[vm1] could not mirror its disks to [tcp:", "disk [disk0]: No space left");
    runsOn(here, session, home);
    isGone(there);
    hop(here, destination, spec("destination", raw(home)), AS_IT_COMES);
  }

  @Test
  void aDestinationThatIsKilledDuringTheCopyFailsTheMigration() throws Exception {
    Path home = image("home.img");
    LocalVm here = started(home);
    GuestSession session = here.login(BOOT);
    IncomingVm there = arriving(here, home);
    OutgoingMigration leaving = slowly(here, there.listen(AS_IT_COMES));

    ProcessHandle.of(there.vm().unwrap(QemuProcess.class).pid()).orElseThrow().destroyForcibly();
    OutgoingReport report = end(leaving);

    assertThat(report.outcome()).isEqualTo(MigrationOutcome.FAILED);
    assertThat(report.error().orElse("")).contains("disk [disk0]: Input/output error");
    assertThat(end(there).outcome()).isEqualTo(MigrationOutcome.FAILED);
    runsOn(here, session, home);
    isGone(there);
    hop(here, destination, spec("destination", raw(home)), AS_IT_COMES);
  }
}
