package org.multihost.migration.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.multihost.migration.MigrationMoment.after;
import static org.multihost.migration.MigrationMoment.pass;
import static org.multihost.migration.MigrationMoment.percent;
import static org.multihost.migration.MigrationMoment.status;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.MigrationProgress;
import org.multihost.migration.Transport;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.VmState;
import org.multihost.migration.memory.MigrationScript.Ending;
import org.multihost.migration.spi.IncomingReport;
import org.multihost.migration.spi.IncomingVm;
import org.multihost.migration.spi.LocalVm;
import org.multihost.migration.spi.MigrationSettings;
import org.multihost.migration.spi.OutgoingMigration;
import org.multihost.migration.spi.OutgoingReport;
import org.multihost.migration.spi.VmSpec;

/** What can happen to a migration in memory beside what every driver's can. */
class MemoryMigrationTests {

  private static final MigrationSettings POSTCOPY =
      new MigrationSettings(
          Transport.tcp(),
          OptionalLong.of(1 << 20),
          Optional.empty(),
          Map.of("postcopy-ram", true),
          Map.of());

  private final VirtualClock clock = new VirtualClock();
  private final List<MigrationProgress> progress = new ArrayList<>();
  private MemoryHypervisor hypervisor = new MemoryHypervisor(clock, 0);
  private LocalVm source;
  private IncomingVm incoming;

  private OutgoingMigration migrate(GuestScript guest, MigrationScript script) {
    return migrate(guest, script, MigrationSettings.DEFAULT);
  }

  private OutgoingMigration migrate(
      GuestScript guest, MigrationScript script, MigrationSettings settings) {
    VmSpec spec = MemoryUnderTest.spec("vm1");
    hypervisor.guest("vm1", guest).migrations("vm1", script);
    source = hypervisor.provider().create(new TestHost("a")).start(spec);
    incoming =
        hypervisor
            .provider()
            .create(new TestHost("b"))
            .startIncoming(spec, source.machine(), List.of());
    return source.migrate(incoming.listen(settings), settings, progress::add);
  }

  private <T> T ended(CompletionStage<T> stage) throws Exception {
    return clock.await(stage.toCompletableFuture());
  }

  private List<String> statuses() {
    return progress.stream().map(MigrationProgress::status).distinct().toList();
  }

  @Test
  void takesTheTimeThatItsBytesTake() throws Exception {
    OutgoingReport report =
        ended(migrate(GuestScript.IDLE, MigrationScript.COMPLETES).completion());

    assertThat(report.outcome()).isEqualTo(MigrationOutcome.COMPLETED);
    assertThat(report.figures().totalTime()).isEqualTo(Duration.ofNanos(33_250_000));
    assertThat(report.figures().downtime()).contains(Duration.ofMillis(1));
    assertThat(statuses()).containsExactly("setup", "active", "device", "completed");
    assertThat(hypervisor.running("vm1")).isEmpty();
    ended(incoming.completion());
    assertThat(hypervisor.running("vm1")).containsExactly("b");
  }

  @Test
  void passesOverTheMemoryAgainWhileItsGuestWrites() throws Exception {
    GuestScript busy = GuestScript.IDLE.using(32 << 20).dirtying(100 << 20);
    MigrationSettings strict = MigrationSettings.DEFAULT.limited(128 << 20, Duration.ofMillis(10));

    var figures = ended(migrate(busy, MigrationScript.COMPLETES, strict).completion()).figures();

    assertThat(figures.iterations().orElseThrow()).isGreaterThan(3);
    assertThat(figures.bytesTransferred().orElseThrow()).isGreaterThan(32 << 20);
  }

  @Test
  void neverEndsWhileItsGuestWritesFasterThanItSends() {
    GuestScript busy = GuestScript.IDLE.using(32 << 20).dirtying(1 << 30);
    MigrationSettings strict = MigrationSettings.DEFAULT.limited(1 << 20, Duration.ofMillis(10));
    OutgoingMigration migration = migrate(busy, MigrationScript.COMPLETES, strict);

    clock.advance(Duration.ofHours(1));

    assertThat(migration.completion().toCompletableFuture()).isNotDone();
    assertThat(hypervisor.running("vm1")).containsExactly("a");
  }

  @ParameterizedTest
  @CsvSource({
    "COMPLETES, COMPLETED, MIGRATED, COMPLETED, RUNNING, b",
    "SOURCE_GOES_ON, COMPLETED, RUNNING, COMPLETED, RUNNING, a b",
    "DESTINATION_STANDS_STILL, COMPLETED, MIGRATED, COMPLETED, PAUSED, ''",
    "DISK_LOCKED, COMPLETED, MIGRATED, FAILED, PAUSED, ''",
    "DESTINATION_REFUSES, COMPLETED, MIGRATED, FAILED, GONE, ''",
    "DESTINATION_DIES, COMPLETED, MIGRATED, FAILED, GONE, ''",
    "RETURN_PATH_LOST, FAILED, RUNNING, COMPLETED, RUNNING, a b"
  })
  void endsAsItsScriptSays(
      Ending ending,
      MigrationOutcome atSource,
      VmState source,
      MigrationOutcome atDestination,
      VmState destination,
      String running)
      throws Exception {
    OutgoingMigration migration =
        migrate(GuestScript.IDLE, MigrationScript.COMPLETES.ending(ending));

    OutgoingReport outgoing = ended(migration.completion());
    IncomingReport arrived = ended(incoming.completion());

    assertThat(outgoing.outcome()).isEqualTo(atSource);
    assertThat(outgoing.state()).contains(source);
    assertThat(arrived.outcome()).isEqualTo(atDestination);
    assertThat(arrived.state()).isEqualTo(destination);
    assertThat(String.join(" ", hypervisor.running("vm1"))).isEqualTo(running);
  }

  @Test
  void aDestinationCanBeSilent() throws Exception {
    ended(
        migrate(GuestScript.IDLE, MigrationScript.COMPLETES.ending(Ending.DESTINATION_SILENT))
            .completion());

    clock.advance(Duration.ofHours(1));

    assertThat(incoming.completion().toCompletableFuture()).isNotDone();
  }

  @Test
  void eventsOfAScriptComeAtTheirMoments() throws Exception {
    List<String> seen = new ArrayList<>();
    ended(
        migrate(
                GuestScript.IDLE,
                MigrationScript.COMPLETES
                    .at(after(Duration.ofNanos(1)), migration -> seen.add("begun"))
                    .at(status("active"), migration -> seen.add("active"))
                    .at(pass(2), migration -> seen.add("pass 2"))
                    .at(percent(100), migration -> seen.add("100 %"))
                    .at(status("completed"), migration -> seen.add("completed")))
            .completion());

    assertThat(seen).containsExactly("begun", "active", "pass 2", "100 %", "completed");
  }

  @Test
  void standsStillWhileASideIsFrozenAndGoesOnWhenItThaws() throws Exception {
    OutgoingMigration migration =
        migrate(
            GuestScript.IDLE,
            MigrationScript.COMPLETES.at(status("active"), m -> m.destination().freeze()));
    clock.advance(Duration.ofMinutes(1));
    assertThat(migration.completion().toCompletableFuture()).isNotDone();
    assertThatThrownBy(() -> incoming.vm().state())
        .isInstanceOf(VirtualMachineException.class)
        .hasMessageContaining("did not answer [query-status] within 30 s");

    hypervisor.process("b", "vm1").thaw();

    assertThat(ended(migration.completion()).outcome()).isEqualTo(MigrationOutcome.COMPLETED);
    assertThat(ended(incoming.completion()).outcome()).isEqualTo(MigrationOutcome.COMPLETED);
  }

  @Test
  void aPostcopyRunsThereBeforeItsEnd() throws Exception {
    OutgoingMigration migration =
        migrate(
            GuestScript.IDLE,
            MigrationScript.COMPLETES.at(
                status("active"),
                m -> {
                  m.postcopy();
                }),
            POSTCOPY);
    clock.advance(Duration.ofSeconds(1));
    assertThat(hypervisor.running("vm1")).containsExactly("b");
    assertThat(migration.completion().toCompletableFuture()).isNotDone();

    assertThat(ended(migration.completion()).outcome()).isEqualTo(MigrationOutcome.COMPLETED);
    assertThat(ended(incoming.completion()).outcome()).isEqualTo(MigrationOutcome.COMPLETED);
    assertThat(statuses()).containsExactly("setup", "active", "postcopy-active", "completed");
    assertThat(source.state()).isEqualTo(VmState.MIGRATED);
  }

  @Test
  void aPostcopyThatLosesItsDestinationLosesItsGuest() throws Exception {
    OutgoingMigration migration = migrate(GuestScript.IDLE, postcopyAnd("b"), POSTCOPY);

    OutgoingReport report = ended(migration.completion());

    assertThat(report.outcome()).isEqualTo(MigrationOutcome.FAILED);
    assertThat(report.state()).contains(VmState.LOST);
    assertThat(statuses()).endsWith("postcopy-paused");
    assertThat(hypervisor.running("vm1")).isEmpty();
    assertThatThrownBy(source::resume).isInstanceOf(VirtualMachineException.class);
    assertThat(ended(incoming.completion()).state()).isEqualTo(VmState.GONE);
  }

  @Test
  void aPostcopyThatLosesItsSourceLosesItsGuest() throws Exception {
    OutgoingMigration migration = migrate(GuestScript.IDLE, postcopyAnd("a"), POSTCOPY);

    assertThat(ended(migration.completion()).state()).contains(VmState.GONE);
    assertThat(ended(incoming.completion()).state()).isEqualTo(VmState.LOST);
    assertThat(hypervisor.running("vm1")).isEmpty();
  }

  private MigrationScript postcopyAnd(String dies) {
    return MigrationScript.COMPLETES
        .at(status("active"), MemoryMigration::postcopy)
        .at(status("postcopy-active"), m -> hypervisor.process(dies, "vm1").die());
  }

  @Test
  void aSwitchoverCanBeHeld() throws Exception {
    MigrationSettings holding =
        new MigrationSettings(
            Transport.tcp(),
            OptionalLong.empty(),
            Optional.empty(),
            Map.of("pause-before-switchover", true),
            Map.of());
    OutgoingMigration migration = migrate(GuestScript.IDLE, MigrationScript.COMPLETES, holding);
    clock.advance(Duration.ofMinutes(1));
    assertThat(statuses()).endsWith("pre-switchover");
    assertThat(hypervisor.running("vm1")).isEmpty();

    source.unwrap(MemoryMigration.class).switchOver();

    assertThat(ended(migration.completion()).outcome()).isEqualTo(MigrationOutcome.COMPLETED);
  }

  @Test
  void oneSeedGivesOneCourse() throws Exception {
    assertThat(courseWith(7)).isEqualTo(courseWith(7)).isNotEqualTo(courseWith(8));
  }

  private List<MigrationProgress> courseWith(long seed) throws Exception {
    progress.clear();
    hypervisor = new MemoryHypervisor(clock, seed);
    ended(migrate(GuestScript.IDLE, MigrationScript.COMPLETES).completion());
    return List.copyOf(progress);
  }
}
