package org.multihost.migration.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.MigrationProgress;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.VmState;
import org.multihost.migration.qemu.install.HostSystem;
import org.multihost.migration.qemu.machine.QemuMachine;
import org.multihost.migration.qemu.process.QemuProcess;
import org.multihost.migration.qemu.qmp.QmpClient;
import org.multihost.migration.qemu.qmp.QmpEvent;
import org.multihost.migration.qemu.qmp.QmpSubscription;
import org.multihost.migration.spi.IncomingReport;
import org.multihost.migration.spi.IncomingVm;
import org.multihost.migration.spi.LocalVm;
import org.multihost.migration.spi.MigrationEndpoint;
import org.multihost.migration.spi.MigrationSettings;
import org.multihost.migration.spi.OutgoingMigration;
import org.multihost.migration.spi.OutgoingReport;
import org.multihost.migration.spi.VmSpec;

@NeedsQemu
@Timeout(120)
class QemuMigrationTests {

  private static final MigrationSettings AS_IT_COMES = MigrationSettings.DEFAULT;

  /** Holds a migration in flight. */
  private static final MigrationSettings ENDLESS =
      MigrationSettings.DEFAULT.limited(32 * 1024, Duration.ofMillis(1));

  private final List<MigrationProgress> progress = new CopyOnWriteArrayList<>();
  private final CountDownLatch active = new CountDownLatch(1);

  @TempDir Path images;
  private QemuDriver source;
  private QemuDriver destination;
  private VmSpec spec;

  @BeforeEach
  void startDrivers() throws IOException {
    source = QemuDriver.create(new TestContext("source"), HostSystem.current());
    destination = QemuDriver.create(new TestContext("destination"), HostSystem.current());
    Path image = images.resolve("empty.img");
    Files.write(image, new byte[1 << 20]);
    spec = TestContext.withDisk("vm1", image);
  }

  @AfterEach
  void closeDrivers() {
    source.close();
    destination.close();
  }

  private OutgoingMigration migrate(LocalVm vm, MigrationEndpoint to, MigrationSettings settings) {
    return vm.migrate(
        to,
        settings,
        now -> {
          progress.add(now);
          if (now.status().equals("active")) {
            active.countDown();
          }
        });
  }

  private static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  @Test
  void completesWhenBothSidesSaySo() throws Exception {
    LocalVm here = source.start(spec);
    IncomingVm there = destination.startIncoming(spec, here.machine(), List.of());
    assertThat(there.vm().state()).isEqualTo(VmState.INCOMING);
    MigrationEndpoint endpoint = there.listen(AS_IT_COMES);
    assertThat(endpoint.uri()).matches("tcp:127\\.0\\.0\\.1:[1-9]\\d+");

    OutgoingReport outgoing = get(migrate(here, endpoint, AS_IT_COMES).completion());
    IncomingReport incoming = get(there.completion());

    assertThat(outgoing.outcome()).as("%s", outgoing.error()).isEqualTo(MigrationOutcome.COMPLETED);
    assertThat(incoming.outcome()).as("%s", incoming.error()).isEqualTo(MigrationOutcome.COMPLETED);
    assertThat(outgoing.figures().totalTime()).isPositive();
    assertThat(outgoing.figures().bytesTransferred().orElseThrow()).isPositive();
    assertThat(outgoing.figures().iterations().orElseThrow()).isPositive();
    assertThat(incoming.resumed().orElseThrow()).isAfter(outgoing.stopped().orElseThrow());
    assertThat(here.state()).isEqualTo(VmState.MIGRATED);
    assertThat(there.vm().state()).isEqualTo(VmState.RUNNING);
    assertThat(progress.get(progress.size() - 1).status()).isEqualTo("completed");
  }

  @Test
  void takesAPausedGuestOverPaused() throws Exception {
    LocalVm here = source.start(spec);
    here.pause();
    assertThat(here.state()).isEqualTo(VmState.PAUSED);
    IncomingVm there = destination.startIncoming(spec, here.machine(), List.of());

    OutgoingReport outgoing =
        get(migrate(here, there.listen(AS_IT_COMES), AS_IT_COMES).completion());
    IncomingReport incoming = get(there.completion());

    assertThat(outgoing.outcome()).isEqualTo(MigrationOutcome.COMPLETED);
    assertThat(outgoing.stopped()).isEmpty();
    assertThat(incoming.outcome()).isEqualTo(MigrationOutcome.COMPLETED);
    assertThat(incoming.resumed()).isEmpty();
    assertThat(there.vm().state()).isEqualTo(VmState.PAUSED);
    there.vm().resume();
    assertThat(there.vm().state()).isEqualTo(VmState.RUNNING);
  }

  @Test
  void migratesBackAndForth() throws Exception {
    LocalVm vm = source.start(spec);
    for (int hop = 1; hop <= 4; hop++) {
      QemuDriver to = hop % 2 == 1 ? destination : source;
      IncomingVm incoming = to.startIncoming(spec, vm.machine(), List.of());
      assertThat(get(migrate(vm, incoming.listen(AS_IT_COMES), AS_IT_COMES).completion()).outcome())
          .isEqualTo(MigrationOutcome.COMPLETED);
      assertThat(get(incoming.completion()).outcome()).isEqualTo(MigrationOutcome.COMPLETED);
      vm.close();
      vm = incoming.vm();
    }
    assertThat(vm.state()).isEqualTo(VmState.RUNNING);
  }

  @Test
  void tellsEachStatusOfQemusEventsOnceAndInOrder() throws Exception {
    LocalVm vm = source.start(spec);
    for (int hop = 1; hop <= 8; hop++) {
      progress.clear();
      QemuDriver to = hop % 2 == 1 ? destination : source;
      IncomingVm incoming = to.startIncoming(spec, vm.machine(), List.of());
      List<String> events = new CopyOnWriteArrayList<>();
      try (QmpSubscription heard =
          vm.unwrap(QmpClient.class).subscribe(QmpEvent.named("MIGRATION"))) {
        heard.forEach(event -> events.add(event.text("status").orElseThrow()));
        get(migrate(vm, incoming.listen(AS_IT_COMES), AS_IT_COMES).completion());
        get(incoming.completion());
      }
      assertThat(statuses()).as("hop %d", hop).isEqualTo(events).startsWith("setup");
      vm.close();
      vm = incoming.vm();
    }
  }

  /** Without what repeats the one before it. */
  private List<String> statuses() {
    List<String> statuses = new ArrayList<>();
    for (MigrationProgress each : progress) {
      if (statuses.isEmpty() || !each.status().equals(statuses.get(statuses.size() - 1))) {
        statuses.add(each.status());
      }
    }
    return statuses;
  }

  @Test
  void failsWhenTheDestinationIsKilledAndGoesOnAtTheSource() throws Exception {
    LocalVm here = source.start(spec);
    IncomingVm there = destination.startIncoming(spec, here.machine(), List.of());
    OutgoingMigration migration = migrate(here, there.listen(AS_IT_COMES), ENDLESS);
    assertThat(active.await(30, TimeUnit.SECONDS)).isTrue();

    kill(there.vm());

    OutgoingReport outgoing = get(migration.completion());
    assertThat(outgoing.outcome()).isEqualTo(MigrationOutcome.FAILED);
    assertThat(outgoing.error()).isPresent();
    assertThat(here.state()).isEqualTo(VmState.RUNNING);
    IncomingReport incoming = get(there.completion());
    assertThat(incoming.outcome()).isEqualTo(MigrationOutcome.FAILED);
    assertThat(incoming.error().orElseThrow())
        .contains("QEMU of virtual machine [vm1] ended before the guest arrived: exit code [137]");
    assertThat(there.vm().failed().toCompletableFuture()).isNotDone();
    assertThat(there.vm().state()).isEqualTo(VmState.GONE);
  }

  @Test
  void failsOnBothSidesWhenTheSourceIsKilled() throws Exception {
    LocalVm here = source.start(spec);
    IncomingVm there = destination.startIncoming(spec, here.machine(), List.of());
    OutgoingMigration migration = migrate(here, there.listen(AS_IT_COMES), ENDLESS);
    assertThat(active.await(30, TimeUnit.SECONDS)).isTrue();

    kill(here);

    OutgoingReport outgoing = get(migration.completion());
    assertThat(outgoing.outcome()).isEqualTo(MigrationOutcome.FAILED);
    assertThat(outgoing.error().orElseThrow()).contains("ended while it migrated: exit code [137]");
    IncomingReport incoming = get(there.completion());
    assertThat(incoming.outcome()).isEqualTo(MigrationOutcome.FAILED);
    assertThat(incoming.error().orElseThrow()).contains("exit code [1]");
    assertThat(get(here.failed()))
        .hasMessageContaining("[vm1] exited unexpectedly: exit code [137]");
  }

  private static void kill(LocalVm vm) {
    ProcessHandle.of(vm.unwrap(QemuProcess.class).pid()).orElseThrow().destroyForcibly();
  }

  @Test
  void canBeCancelledAndTriedAgain() throws Exception {
    LocalVm here = source.start(spec);
    IncomingVm there = destination.startIncoming(spec, here.machine(), List.of());
    MigrationEndpoint endpoint = there.listen(AS_IT_COMES);
    OutgoingMigration migration = migrate(here, endpoint, ENDLESS);
    assertThat(active.await(30, TimeUnit.SECONDS)).isTrue();
    assertThatThrownBy(() -> migrate(here, endpoint, AS_IT_COMES))
        .isInstanceOf(VirtualMachineException.class)
        .hasMessageContaining("[vm1] is migrating already");

    migration.cancel();

    assertThat(get(migration.completion()).outcome()).isEqualTo(MigrationOutcome.CANCELLED);
    assertThat(here.state()).isEqualTo(VmState.RUNNING);
    assertThat(get(there.completion()).outcome()).isEqualTo(MigrationOutcome.FAILED);
    there.vm().close();
    migration.cancel();

    IncomingVm again = destination.startIncoming(spec, here.machine(), List.of());
    OutgoingReport second = get(migrate(here, again.listen(AS_IT_COMES), AS_IT_COMES).completion());
    assertThat(second.outcome()).isEqualTo(MigrationOutcome.COMPLETED);
    assertThat(get(again.completion()).outcome()).isEqualTo(MigrationOutcome.COMPLETED);
  }

  @Test
  void failsAtOnceWhereNobodyListens() throws Exception {
    LocalVm here = source.start(spec);

    OutgoingReport report =
        get(migrate(here, new MigrationEndpoint("tcp:127.0.0.1:1"), AS_IT_COMES).completion());

    assertThat(report.outcome()).isEqualTo(MigrationOutcome.FAILED);
    assertThat(report.error().orElseThrow()).contains("refused");
    assertThat(report.figures().totalTime()).isLessThan(Duration.ofSeconds(30));
    assertThat(here.state()).isEqualTo(VmState.RUNNING);
  }

  @Test
  void failsAtOnceWhereQemuRefuses() throws Exception {
    LocalVm here = source.start(spec);
    OutgoingReport report =
        get(migrate(here, new MigrationEndpoint("nonsense:"), AS_IT_COMES).completion());
    assertThat(report.outcome()).isEqualTo(MigrationOutcome.FAILED);
    assertThat(report.error()).isPresent();
  }

  @Test
  void failsWhereTheMachinesDiffer() throws Exception {
    LocalVm here = source.start(spec);
    QemuMachine machine = QemuMachine.of(here.machine());
    QemuMachine bigger =
        new QemuMachine(
            machine.type(), machine.cpu(), 96L << 20, 1, null, machine.ports(), machine.devices());
    IncomingVm there = destination.startIncoming(spec, bigger.describe(), List.of());

    migrate(here, there.listen(AS_IT_COMES), AS_IT_COMES);

    IncomingReport incoming = get(there.completion());
    assertThat(incoming.outcome()).isEqualTo(MigrationOutcome.FAILED);
    assertThat(incoming.error().orElseThrow()).contains("exit code [1]", "Size mismatch");
  }

  @Test
  void listensOnIpv6() throws Exception {
    try (QemuDriver driver =
        QemuDriver.create(new TestContext("destination", "::1"), HostSystem.current())) {
      LocalVm here = source.start(spec);
      IncomingVm there = driver.startIncoming(spec, here.machine(), List.of());
      MigrationEndpoint endpoint = there.listen(AS_IT_COMES);
      assertThat(endpoint.uri()).startsWith("tcp:[::1]:");
      assertThat(get(migrate(here, endpoint, AS_IT_COMES).completion()).outcome())
          .isEqualTo(MigrationOutcome.COMPLETED);
    }
  }

  @Test
  void setsWhatIsAskedAndRestoresTheRest() throws Exception {
    LocalVm here = source.start(spec);
    QmpClient qmp = here.unwrap(QmpClient.class);
    MigrationEndpoint nobody = new MigrationEndpoint("tcp:127.0.0.1:1");
    long before = qmp.execute("query-migrate-parameters").path("max-bandwidth").asLong();

    get(migrate(here, nobody, ENDLESS).completion());
    assertThat(qmp.execute("query-migrate-parameters").path("max-bandwidth").asLong())
        .isEqualTo(32 * 1024);

    get(migrate(here, nobody, AS_IT_COMES).completion());
    assertThat(qmp.execute("query-migrate-parameters").path("max-bandwidth").asLong())
        .isEqualTo(before);
  }
}
