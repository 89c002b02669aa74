package org.multihost.migration.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.multihost.migration.GuestException;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.MigrationProgress;
import org.multihost.migration.Transport;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.VmState;

/** The contract of every driver: the migration of a machine from one host to another. */
public abstract class MigrationContract {

  private static final MigrationSettings AS_IT_COMES = MigrationSettings.DEFAULT;

  /** Holds a migration in flight. */
  private static final MigrationSettings ENDLESS =
      AS_IT_COMES.limited(32 * 1024, Duration.ofMillis(1));

  private final List<MigrationProgress> progress = new CopyOnWriteArrayList<>();
  private final CompletableFuture<MigrationProgress> active = new CompletableFuture<>();

  @TempDir Path files;
  private DriverUnderTest subject;
  private VirtualMachineDriver source;
  private VirtualMachineDriver destination;
  private LocalVm here;
  private IncomingVm there;

  /** A driver, with what the contract needs beside the SPI. */
  protected abstract DriverUnderTest subject();

  @BeforeEach
  void createDrivers() {
    subject = subject();
    source = subject.create("source");
    destination = subject.create("destination");
  }

  @AfterEach
  void closeDrivers() {
    source.close();
    destination.close();
    subject.close();
  }

  private void start(VmSpec spec) {
    here = source.start(spec);
    expect(spec);
  }

  private void expect(VmSpec spec) {
    there = destination.startIncoming(spec, here.machine(), List.of());
  }

  private OutgoingMigration migrate(MigrationSettings settings) {
    return migrate(there.listen(settings), settings);
  }

  private OutgoingMigration migrate(MigrationEndpoint endpoint, MigrationSettings settings) {
    return here.migrate(endpoint, settings, this::progressed);
  }

  private void progressed(MigrationProgress now) {
    progress.add(now);
    if (now.status().equals("active")) {
      active.complete(now);
    }
  }

  private void assertCompleted(OutgoingMigration migration) throws Exception {
    OutgoingReport outgoing = subject.await(migration.completion());
    assertThat(outgoing.outcome()).as("%s", outgoing.error()).isEqualTo(MigrationOutcome.COMPLETED);
    assertThat(outgoing.state()).contains(VmState.MIGRATED);
    assertThat(outgoing.error()).isEmpty();
    there.load();
    IncomingReport incoming = subject.await(there.completion());
    assertThat(incoming.outcome()).as("%s", incoming.error()).isEqualTo(MigrationOutcome.COMPLETED);
    assertThat(here.state()).isEqualTo(VmState.MIGRATED);
  }

  private void assertGoesOnAtTheSource(OutgoingReport outgoing, MigrationOutcome outcome) {
    assertThat(outgoing.outcome()).isEqualTo(outcome);
    assertThat(outgoing.error()).isPresent();
    assertThat(outgoing.state()).contains(VmState.RUNNING);
    assertThat(here.state()).isEqualTo(VmState.RUNNING);
  }

  private void assertDestinationFailed() throws Exception {
    IncomingReport incoming = subject.await(there.completion());
    assertThat(incoming.outcome()).isEqualTo(MigrationOutcome.FAILED);
    assertThat(incoming.error()).isPresent();
    assertThat(incoming.state()).isEqualTo(VmState.GONE);
    assertThat(incoming.resumed()).isEmpty();
    assertThat(there.vm().state()).isEqualTo(VmState.GONE);
    assertThat(there.vm().failed().toCompletableFuture()).isNotDone();
  }

  @Test
  void completesWhenBothSidesSaySo() throws Exception {
    start(subject.bare("vm1"));
    assertThat(there.vm().state()).isEqualTo(VmState.INCOMING);
    OutgoingMigration migration = migrate(AS_IT_COMES);
    CompletableFuture<String> lastBeforeTheEnd =
        migration
            .completion()
            .thenApply(report -> progress.get(progress.size() - 1).status())
            .toCompletableFuture();

    assertCompleted(migration);

    assertThat(there.vm().state()).isEqualTo(VmState.RUNNING);
    assertThat(subject.await(lastBeforeTheEnd)).isEqualTo("completed");
    OutgoingReport outgoing = subject.await(migration.completion());
    assertThat(outgoing.figures().totalTime()).isPositive();
    assertThat(outgoing.figures().bytesTransferred().orElseThrow()).isPositive();
    assertThat(outgoing.figures().iterations().orElseThrow()).isPositive();
    IncomingReport incoming = subject.await(there.completion());
    assertThat(incoming.state()).isEqualTo(VmState.RUNNING);
    assertThat(incoming.resumed().orElseThrow()).isAfter(outgoing.stopped().orElseThrow());
    assertThat(here.failed().toCompletableFuture()).isNotDone();
    assertThat(there.vm().failed().toCompletableFuture()).isNotDone();
    here.close();
    assertThat(there.vm().state()).isEqualTo(VmState.RUNNING);
  }

  @Test
  void tellsItsProgressInOrder() throws Exception {
    start(subject.bare("vm1"));
    assertCompleted(migrate(AS_IT_COMES));

    assertThat(progress.stream().map(MigrationProgress::status).distinct())
        .containsSubsequence("active", "completed")
        .endsWith("completed");
    assertThat(progress.stream().map(MigrationProgress::iteration)).isSorted();
    assertThat(progress.stream().map(MigrationProgress::transferred)).isSorted();
    assertThat(progress.get(progress.size() - 1).total()).isPositive();
  }

  @Test
  void takesAPausedGuestOverPaused() throws Exception {
    start(subject.bare("vm1"));
    assertThat(here.pause()).isPresent();
    assertThat(here.pause()).isEmpty();
    OutgoingMigration migration = migrate(AS_IT_COMES);

    assertCompleted(migration);

    assertThat(subject.await(migration.completion()).stopped()).isEmpty();
    assertThat(subject.await(there.completion()).resumed()).isEmpty();
    assertThat(subject.await(there.completion()).state()).isEqualTo(VmState.PAUSED);
    assertThat(there.vm().state()).isEqualTo(VmState.PAUSED);
    assertThat(there.vm().resume()).isPresent();
    assertThat(there.vm().resume()).isEmpty();
    assertThat(there.vm().state()).isEqualTo(VmState.RUNNING);
  }

  @Test
  void tellsThatAGuestStandsStillThereThoughItRanHere() throws Exception {
    VmSpec spec = subject.bare("vm1");
    here = source.start(spec);
    there = destination.startIncoming(spec, here.machine(), subject.standsStillOnArrival());
    OutgoingMigration migration = migrate(AS_IT_COMES);

    assertCompleted(migration);

    assertThat(subject.await(migration.completion()).stopped()).isPresent();
    assertThat(subject.await(there.completion()).resumed()).isEmpty();
    assertThat(subject.await(there.completion()).state()).isEqualTo(VmState.PAUSED);
    assertThat(there.vm().state()).isEqualTo(VmState.PAUSED);
  }

  @Test
  void takesFilesAndWorkOfTheGuestAlong() throws Exception {
    start(subject.guest("vm1"));
    var before = here.login(DriverContract.BOOT);
    before.run("echo kept > /tmp/note");
    before.start("sleep 10000");

    assertCompleted(migrate(AS_IT_COMES));

    var after = there.vm().login(DriverContract.BOOT);
    assertThat(after.run("cat /tmp/note").output()).isEqualTo("kept\n");
    assertThat(after.started())
        .singleElement()
        .satisfies(work -> assertThat(work.isRunning()).isTrue());
    assertThatThrownBy(() -> before.run("true")).isInstanceOf(GuestException.class);
  }

  @Test
  void migratesBackAndForth() throws Exception {
    VmSpec spec = subject.bare("vm1");
    start(spec);
    assertCompleted(migrate(AS_IT_COMES));
    here.close();

    here = there.vm();
    there = source.startIncoming(spec, here.machine(), List.of());
    assertCompleted(migrate(AS_IT_COMES));
    assertThat(there.vm().state()).isEqualTo(VmState.RUNNING);
  }

  @Test
  void canBeCancelledAndTriedAgain() throws Exception {
    start(subject.bare("vm1"));
    MigrationEndpoint endpoint = there.listen(ENDLESS);
    OutgoingMigration migration = migrate(endpoint, ENDLESS);
    subject.await(active);
    assertThatThrownBy(() -> migrate(endpoint, AS_IT_COMES))
        .isInstanceOf(VirtualMachineException.class)
        .hasMessageContaining("[vm1] is migrating already");

    migration.cancel();

    assertGoesOnAtTheSource(subject.await(migration.completion()), MigrationOutcome.CANCELLED);
    assertDestinationFailed();
    migration.cancel();
    there.vm().close();

    expect(subject.bare("vm1"));
    assertCompleted(migrate(AS_IT_COMES));
  }

  @Test
  void failsWhereNobodyListens() throws Exception {
    start(subject.bare("vm1"));
    OutgoingMigration migration = migrate(MigrationEndpoint.tcp("127.0.0.1", 1), AS_IT_COMES);

    OutgoingReport report = subject.await(migration.completion());

    assertGoesOnAtTheSource(report, MigrationOutcome.FAILED);
    assertThat(report.error().orElseThrow()).contains("refused");
  }

  @Test
  void failsWhenTheDestinationIsKilled() throws Exception {
    start(subject.bare("vm1"));
    OutgoingMigration migration = migrate(ENDLESS);
    subject.await(active);

    subject.kill(there.vm());

    assertGoesOnAtTheSource(subject.await(migration.completion()), MigrationOutcome.FAILED);
    assertDestinationFailed();
  }

  @Test
  void failsWhenADestinationThatHasHeardNothingIsClosed() throws Exception {
    start(subject.bare("vm1"));
    there.listen(AS_IT_COMES);
    there.vm().close();
    assertDestinationFailed();
    assertThat(here.state()).isEqualTo(VmState.RUNNING);
  }

  @Test
  void failsOnBothSidesWhenTheSourceIsKilled() throws Exception {
    start(subject.bare("vm1"));
    OutgoingMigration migration = migrate(ENDLESS);
    subject.await(active);

    subject.kill(here);

    OutgoingReport report = subject.await(migration.completion());
    assertThat(report.outcome()).isEqualTo(MigrationOutcome.FAILED);
    assertThat(report.state()).contains(VmState.GONE);
    assertThat(report.error().orElseThrow()).contains("ended while it migrated: exit code [137]");
    assertThat(subject.await(here.failed()))
        .hasMessageContaining("[vm1]")
        .hasMessageContaining("exited unexpectedly");
    assertDestinationFailed();
  }

  @Test
  void setsParametersWhileItIsUnderWay() throws Exception {
    start(subject.bare("vm1"));
    OutgoingMigration migration = migrate(ENDLESS);
    subject.await(active);
    assertThatThrownBy(() -> migration.parameter("no-such-parameter", 1))
        .isInstanceOf(VirtualMachineException.class)
        .hasMessageContainingAll("[vm1]", "[no-such-parameter]");

    migration.parameter("downtime-limit", 2000L);
    migration.parameter("max-bandwidth", 1L << 30);

    assertCompleted(migration);
  }

  @Test
  void refusesACapabilityThatItDoesNotKnow() {
    start(subject.bare("vm1"));
    MigrationSettings unknown =
        new MigrationSettings(
            Transport.tcp(),
            OptionalLong.empty(),
            Optional.empty(),
            Map.of("no-such-capability", true),
            Map.of());

    assertThatThrownBy(() -> migrate(MigrationEndpoint.tcp("127.0.0.1", 1), unknown))
        .isInstanceOf(VirtualMachineException.class)
        .hasMessageContainingAll("[vm1]", "[no-such-capability]");
    assertThat(here.state()).isEqualTo(VmState.RUNNING);
  }

  @Test
  void goesOverEveryTransport() throws Exception {
    VmSpec spec = subject.bare("vm1");
    here = source.start(spec);
    VirtualMachineDriver to = destination;
    for (Transport transport :
        List.of(
            Transport.unix(),
            Transport.exec(),
            Transport.fd(),
            new Transport.File(files.resolve("guest")))) {
      there = to.startIncoming(spec, here.machine(), List.of());
      assertCompleted(migrate(AS_IT_COMES.over(transport)));
      here.close();
      here = there.vm();
      to = to == destination ? source : destination;
    }
    assertThat(here.state()).isEqualTo(VmState.RUNNING);
  }

  @Test
  void tellsHowBothSidesAreInEveryState() throws Exception {
    start(subject.bare("vm1"));
    OutgoingMigration migration = migrate(ENDLESS);
    subject.await(active);
    assertThat(here.diagnosis().essentials()).isNotEmpty();
    assertThat(there.vm().diagnosis().essentials()).isNotEmpty();
    migration.parameter("downtime-limit", 2000L);
    migration.parameter("max-bandwidth", 1L << 30);

    assertCompleted(migration);

    assertThat(here.diagnosis().essentials()).isNotEmpty();
    assertThat(there.vm().diagnosis().essentials()).isNotEmpty();
  }
}
