package org.multihost.migration.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.multihost.migration.MigrationMoment.pass;
import static org.multihost.migration.MigrationMoment.status;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.MigrationProgress;
import org.multihost.migration.VmState;
import org.multihost.migration.memory.MigrationScript.Ending;
import org.multihost.migration.spi.GuestAccess;
import org.multihost.migration.spi.IncomingVm;
import org.multihost.migration.spi.LocalVm;
import org.multihost.migration.spi.MigrationSettings;
import org.multihost.migration.spi.OutgoingMigration;
import org.multihost.migration.spi.OutgoingReport;
import org.multihost.migration.spi.VmDrives;
import org.multihost.migration.spi.VmSpec;

/** What can happen to a migration in memory beside what every driver's can. */
class MemoryMigrationTests {

  private static final VmSpec SPEC =
      new VmSpec(
          "vm1",
          64 << 20,
          1,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          VmDrives.NONE,
          GuestAccess.SERIAL,
          false);

  private final VirtualClock clock = new VirtualClock();
  private final MemoryHypervisor hypervisor = new MemoryHypervisor(clock, 0);
  private final List<MigrationProgress> progress = new ArrayList<>();
  private LocalVm source;
  private IncomingVm incoming;

  private void start(GuestScript guest, MigrationScript script) {
    hypervisor.guest("vm1", guest).migrations("vm1", script);
    source = hypervisor.provider().create(new TestHost("a")).start(SPEC);
    incoming =
        hypervisor
            .provider()
            .create(new TestHost("b"))
            .startIncoming(SPEC, source.machine(), List.of());
  }

  private OutgoingMigration migrate() {
    return source.migrate(
        incoming.listen(MigrationSettings.DEFAULT), MigrationSettings.DEFAULT, progress::add);
  }

  private <T> T ended(CompletionStage<T> stage) throws Exception {
    return clock.await(stage.toCompletableFuture());
  }

  @BeforeEach
  void setUp() {
    start(GuestScript.IDLE, MigrationScript.COMPLETES);
  }

  @Test
  void takesTheTimeThatItsBytesTake() throws Exception {
    OutgoingReport report = ended(migrate().completion());

    assertThat(report.outcome()).isEqualTo(MigrationOutcome.COMPLETED);
    assertThat(report.figures().totalTime()).isEqualTo(Duration.ofNanos(33_250_000));
    assertThat(progress)
        .extracting(MigrationProgress::status)
        .containsExactly("setup", "active", "device", "completed", "completed");
    assertThat(hypervisor.running("vm1")).isEmpty();
    ended(incoming.completion());
    assertThat(hypervisor.running("vm1")).containsExactly("b");
  }

  @Test
  void passesOverTheMemoryAgainWhileItsGuestWrites() throws Exception {
    start(GuestScript.IDLE.using(32 << 20).dirtying(100 << 20), MigrationScript.COMPLETES);
    hypervisor.otherMigrations(MigrationScript.COMPLETES);

    OutgoingReport report = ended(startedWithLittleDowntime().completion());

    assertThat(report.figures().iterations().orElseThrow()).isGreaterThan(3);
    assertThat(report.figures().bytesTransferred().orElseThrow()).isGreaterThan(32 << 20);
  }

  private OutgoingMigration startedWithLittleDowntime() {
    MigrationSettings settings =
        MigrationSettings.DEFAULT.limited(128 << 20, Duration.ofMillis(10));
    return source.migrate(incoming.listen(settings), settings, progress::add);
  }

  @Test
  void aSourceThatGoesOnRunsTwice() throws Exception {
    hypervisor.migrations("vm1");
    start(GuestScript.IDLE, MigrationScript.COMPLETES.ending(Ending.SOURCE_GOES_ON));
    migrateAs(Ending.SOURCE_GOES_ON);
    assertThat(hypervisor.running("vm1")).containsExactly("a", "b");
  }

  private void migrateAs(Ending ending) throws Exception {
    assertThat(ended(migrate().completion()).outcome()).isEqualTo(MigrationOutcome.COMPLETED);
    assertThat(ended(incoming.completion()).outcome()).isEqualTo(MigrationOutcome.COMPLETED);
  }

  @Test
  void fails() throws Exception {
    OutgoingMigration migration = migrate();
    hypervisor.process("b", "vm1").die();
    OutgoingReport report = ended(migration.completion());
    assertThat(report.outcome()).isEqualTo(MigrationOutcome.FAILED);
    assertThat(source.state()).isEqualTo(VmState.RUNNING);
    assertThat(pass(1)).isNotEqualTo(status("x"));
  }
}
