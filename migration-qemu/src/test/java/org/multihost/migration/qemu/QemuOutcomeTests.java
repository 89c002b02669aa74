package org.multihost.migration.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.MultihostException;
import org.multihost.migration.Transport;
import org.multihost.migration.VmState;
import org.multihost.migration.qemu.install.HostSystem;
import org.multihost.migration.spi.IncomingReport;
import org.multihost.migration.spi.IncomingVm;
import org.multihost.migration.spi.LocalVm;
import org.multihost.migration.spi.MigrationEndpoint;
import org.multihost.migration.spi.MigrationSettings;
import org.multihost.migration.spi.OutgoingMigration;
import org.multihost.migration.spi.OutgoingReport;
import org.multihost.migration.spi.VmSpec;

/** Ends of migrations on real QEMU in which one side's word alone would mislead. */
@NeedsQemu
@Timeout(120)
class QemuOutcomeTests {

  @TempDir Path directory;
  private QemuDriver source;
  private QemuDriver destination;

  @BeforeEach
  void startDrivers() {
    source = QemuDriver.create(new TestContext("source"), HostSystem.current());
    destination = QemuDriver.create(new TestContext("destination"), HostSystem.current());
  }

  @AfterEach
  void closeDrivers() {
    source.close();
    destination.close();
  }

  private VmSpec spec(String image) throws IOException {
    Path path = directory.resolve(image);
    Files.write(path, new byte[1 << 20]);
    return TestContext.withDisk("vm1", path);
  }

  private static MigrationSettings with(String capability) {
    return new MigrationSettings(
        Transport.tcp(),
        OptionalLong.empty(),
        Optional.empty(),
        Map.of(capability, true),
        Map.of());
  }

  private static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aDiskThatAnotherProcessHasLockedIsAFailure(boolean runs) throws Exception {
    assertThatALockedDiskFails(runs);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aDiskThatAnotherProcessHasLockedIsAFailureWithAnOlderQemu(boolean runs) throws Exception {
    closeDrivers();
    source = QemuDriver.create(OldQemu.on("source"), HostSystem.current());
    destination = QemuDriver.create(OldQemu.on("destination"), HostSystem.current());
    assertThatALockedDiskFails(runs);
  }

  private void assertThatALockedDiskFails(boolean runs) throws Exception {
    LocalVm here = source.start(spec("a.img"));
    if (!runs) {
      here.pause();
    }
    VmSpec other = spec("b.img");
    IncomingVm there = destination.startIncoming(other, here.machine(), List.of());
    MigrationEndpoint endpoint = there.listen(MigrationSettings.DEFAULT);
    try (LockedImage locked = LockedImage.of(directory.resolve("b.img"))) {
      assertThat(locked.isHeld()).isTrue();
      get(here.migrate(endpoint, MigrationSettings.DEFAULT, now -> {}).completion());
      IncomingReport incoming = get(there.completion());

      if (runs) {
        assertThat(incoming.outcome()).isEqualTo(MigrationOutcome.FAILED);
        assertThat(incoming.error().orElseThrow())
            .contains("[vm1] could not take over the guest's disks", "\"write\" lock");
      } else {
        assertThat(incoming.outcome()).isEqualTo(MigrationOutcome.COMPLETED);
        assertThatThrownBy(() -> there.vm().resume())
            .isInstanceOf(MultihostException.class)
            .hasMessageContaining("\"write\" lock");
      }
    }
  }

  @Test
  void tellsThatTheGuestRunsOnBothSidesWhenTheReturnPathIsLostAtTheEnd() throws Exception {
    MigrationSettings settings = with("return-path");
    LocalVm here = source.start(spec("a.img"));
    IncomingVm there = destination.startIncoming(spec("b.img"), here.machine(), List.of());
    MigrationEndpoint endpoint = there.listen(settings);
    try (OneWayProxy proxy = OneWayProxy.to(endpoint)) {
      OutgoingMigration migration = here.migrate(proxy.endpoint(), settings, now -> {});
      IncomingReport incoming = get(there.completion());
      assertThat(incoming.outcome()).isEqualTo(MigrationOutcome.COMPLETED);

      proxy.cutSource();

      OutgoingReport outgoing = get(migration.completion());
      assertThat(outgoing.outcome()).isEqualTo(MigrationOutcome.FAILED);
      assertThat(outgoing.state()).contains(VmState.RUNNING);
      assertThat(incoming.state()).isEqualTo(VmState.RUNNING);
    }
  }

  @Test
  void anOutcomeStandsWhileQemuCannotAnswerForItClosesTheStream() throws Exception {
    Path gate = Gate.at(directory.resolve("gate"));
    Transport slow = Transport.exec("cat > {pipe}; cat < " + gate, "cat < {pipe}");
    MigrationSettings settings = MigrationSettings.DEFAULT.over(slow);
    LocalVm here = source.start(spec("a.img"));
    IncomingVm there = destination.startIncoming(spec("b.img"), here.machine(), List.of());
    CompletableFuture<String> said = new CompletableFuture<>();
    OutgoingMigration migration =
        here.migrate(
            there.listen(settings),
            settings,
            now -> {
              if (now.status().equals("completed")) {
                said.complete(now.status());
              }
            });
    get(said);
    assertThat(get(there.completion()).outcome()).isEqualTo(MigrationOutcome.COMPLETED);

    // QEMU may have answered a question or two before it begins to close the stream.
    OutgoingReport known = migration.endSoFar().orElseThrow();
    assertThat(known.outcome()).isEqualTo(MigrationOutcome.COMPLETED);
    assertThat(known.figures().totalTime()).isPositive();

    Gate.open(gate);

    OutgoingReport whole = get(migration.completion());
    assertThat(whole.outcome()).isEqualTo(MigrationOutcome.COMPLETED);
    assertThat(whole.state()).contains(VmState.MIGRATED);
    assertThat(whole.figures().downtime()).isPresent();
    assertThat(migration.endSoFar()).isPresent();
  }

  @Test
  void aGuestThatTheTestPausesMeanwhileWasNotStoppedForTheMigration() throws Exception {
    // A guest without a kernel has little to send: at 4 MiB/s it can be over before the pause.
    MigrationSettings slow = MigrationSettings.DEFAULT.limited(64 << 10, Duration.ofMillis(1));
    LocalVm here = source.start(spec("a.img"));
    IncomingVm there = destination.startIncoming(spec("b.img"), here.machine(), List.of());
    CompletableFuture<String> active = new CompletableFuture<>();
    OutgoingMigration migration =
        here.migrate(there.listen(slow), slow, now -> active.complete(now.status()));
    get(active);

    assertThat(here.pause()).isPresent();
    migration.parameter("max-bandwidth", 0);

    assertThat(get(migration.completion()).stopped()).isEmpty();
    assertThat(get(there.completion()).state()).isEqualTo(VmState.PAUSED);
  }

  @Test
  void aDescriptorToADestinationThatRefusesIsAMigrationThatFailed() throws Exception {
    LocalVm here = source.start(spec("a.img"));

    OutgoingReport report =
        get(
            here.migrate(
                    new MigrationEndpoint("fd:tcp:127.0.0.1:1"),
                    MigrationSettings.DEFAULT.over(Transport.fd()),
                    now -> {})
                .completion());

    assertThat(report.outcome()).isEqualTo(MigrationOutcome.FAILED);
    assertThat(report.error().orElseThrow()).contains("through a descriptor", "refused");
    assertThat(report.state()).contains(VmState.RUNNING);
  }
}
