package org.multihost.migration.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.MigrationProgress;
import org.multihost.migration.VmState;
import org.multihost.migration.spi.IncomingReport;
import org.multihost.migration.spi.IncomingVm;
import org.multihost.migration.spi.LocalVm;
import org.multihost.migration.spi.MigrationEndpoint;
import org.multihost.migration.spi.MigrationSettings;
import org.multihost.migration.spi.OutgoingMigration;
import org.multihost.migration.spi.OutgoingReport;
import org.multihost.migration.spi.VirtualMachineDriver;
import org.multihost.migration.spi.VmSpec;

/** The drivers of two hosts, and a migration from the one to the other. */
public abstract class TwoHostsFixture {

  static final MigrationSettings AS_IT_COMES = MigrationSettings.DEFAULT;

  /** The time limit of a call that is expected to time out. */
  static final Duration SHORT = Duration.ofMillis(200);

  @TempDir Path files;
  final List<MigrationProgress> progress = new CopyOnWriteArrayList<>();
  DriverUnderTest subject;
  VirtualMachineDriver source;
  VirtualMachineDriver destination;

  /** The VM at the source, in a test that migrates. */
  LocalVm here;

  /** The VM that waits at the destination. */
  IncomingVm there;

  private final CompletableFuture<MigrationProgress> underWay = new CompletableFuture<>();

  /** Creates the driver under test; called before each test. */
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

  /** Starts a VM at the source, and its incoming side at the destination. */
  void start(VmSpec spec) {
    here = source.start(spec);
    expect(spec);
  }

  void expect(VmSpec spec) {
    there = destination.startIncoming(spec, here.machine(), List.of());
  }

  OutgoingMigration migrate(MigrationSettings settings) {
    return migrate(there.listen(settings), settings);
  }

  OutgoingMigration migrate(MigrationEndpoint endpoint, MigrationSettings settings) {
    return here.migrate(endpoint, settings, this::progressed);
  }

  private void progressed(MigrationProgress now) {
    progress.add(now);
    if (now.status().equals(subject.statusUnderWay())) {
      underWay.complete(now);
    }
  }

  /** Starts a migration that does not end by itself, and waits until it sends memory. */
  OutgoingMigration migrateEndlessly() throws Exception {
    OutgoingMigration migration = migrate(subject.endless());
    awaitUnderWay();
    return migration;
  }

  void awaitUnderWay() throws Exception {
    subject.await(underWay);
  }

  void assertCompleted(OutgoingMigration migration) throws Exception {
    OutgoingReport outgoing = subject.await(migration.completion());
    assertThat(outgoing.outcome()).as("%s", outgoing.error()).isEqualTo(MigrationOutcome.COMPLETED);
    assertThat(outgoing.state()).contains(VmState.MIGRATED);
    assertThat(outgoing.error()).isEmpty();
    there.load();
    IncomingReport incoming = subject.await(there.completion());
    assertThat(incoming.outcome()).as("%s", incoming.error()).isEqualTo(MigrationOutcome.COMPLETED);
    assertThat(here.state()).isEqualTo(VmState.MIGRATED);
  }

  void assertGoesOnAtTheSource(OutgoingReport outgoing, MigrationOutcome outcome) {
    assertThat(outgoing.outcome()).isEqualTo(outcome);
    assertThat(outgoing.error().orElseThrow()).isNotBlank();
    assertThat(outgoing.state()).contains(VmState.RUNNING);
    assertThat(here.state()).isEqualTo(VmState.RUNNING);
  }

  void assertDestinationFailed() throws Exception {
    IncomingReport incoming = subject.await(there.completion());
    assertThat(incoming.outcome()).isEqualTo(MigrationOutcome.FAILED);
    assertThat(incoming.error()).isPresent();
    assertThat(incoming.state()).isEqualTo(VmState.GONE);
    assertThat(incoming.resumed()).isEmpty();
    assertThat(there.vm().state()).isEqualTo(VmState.GONE);
    assertThat(there.vm().failed().toCompletableFuture()).isNotDone();
  }
}
