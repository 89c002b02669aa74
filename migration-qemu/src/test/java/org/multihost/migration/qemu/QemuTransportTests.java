package org.multihost.migration.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.Transport;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.VmState;
import org.multihost.migration.qemu.install.HostSystem;
import org.multihost.migration.qemu.process.QemuProcess;
import org.multihost.migration.qemu.qmp.QmpClient;
import org.multihost.migration.spi.IncomingReport;
import org.multihost.migration.spi.IncomingVm;
import org.multihost.migration.spi.LocalVm;
import org.multihost.migration.spi.MigrationEndpoint;
import org.multihost.migration.spi.MigrationSettings;
import org.multihost.migration.spi.OutgoingReport;
import org.multihost.migration.spi.VirtualMachineDriver;
import org.multihost.migration.spi.VmSpec;
import org.opentest4j.TestAbortedException;

/** Every way for a migration's stream, and the switches that both sides must have. */
@NeedsQemu
@Timeout(120)
class QemuTransportTests {

  @TempDir Path directory;
  private QemuDriver source;
  private QemuDriver destination;
  private VmSpec spec;

  @BeforeEach
  void startDrivers() throws IOException {
    source = QemuDriver.create(new TestContext("source"), HostSystem.current());
    destination = QemuDriver.create(new TestContext("destination"), HostSystem.current());
    Path image = directory.resolve("empty.img");
    Files.write(image, new byte[1 << 20]);
    spec = TestContext.withDisk("vm1", image);
  }

  @AfterEach
  void closeDrivers() {
    source.close();
    destination.close();
  }

  public static Stream<Transport> live() {
    return Stream.of(
        Transport.tcp(),
        Transport.unix(),
        Transport.fd(),
        Transport.exec(),
        Transport.exec("cat | gzip -1 > {pipe}", "gzip -dc < {pipe}"));
  }

  private static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @MethodSource("live")
  void migratesLiveThereAndBack(Transport transport) throws Exception {
    MigrationSettings settings = MigrationSettings.DEFAULT.over(transport);
    LocalVm here = source.start(spec);
    LocalVm there = live(here, destination, settings);
    live(there, source, settings);
  }

  private LocalVm live(LocalVm here, VirtualMachineDriver to, MigrationSettings settings)
      throws Exception {
    IncomingVm there = to.startIncoming(spec, here.machine(), List.of());
    MigrationEndpoint endpoint = there.listen(settings);

    OutgoingReport outgoing = get(here.migrate(endpoint, settings, now -> {}).completion());
    IncomingReport incoming = get(there.completion());

    assertThat(outgoing.outcome()).as("%s", outgoing.error()).isEqualTo(MigrationOutcome.COMPLETED);
    assertThat(incoming.outcome()).as("%s", incoming.error()).isEqualTo(MigrationOutcome.COMPLETED);
    assertThat(there.vm().state()).isEqualTo(VmState.RUNNING);
    return there.vm();
  }

  @Test
  void goesThroughAFileWhereTheDestinationReadsWhatTheSourceHasLeft() throws Exception {
    Path file = directory.resolve("it's a file");
    MigrationSettings settings = MigrationSettings.DEFAULT.over(new Transport.File(file));
    LocalVm here = source.start(spec);
    here.pause();
    IncomingVm there = destination.startIncoming(spec, here.machine(), List.of());
    MigrationEndpoint endpoint = there.listen(settings);

    assertThat(get(here.migrate(endpoint, settings, now -> {}).completion()).outcome())
        .isEqualTo(MigrationOutcome.COMPLETED);
    assertThat(file).isNotEmptyFile();
    there.load();

    assertThat(get(there.completion()).outcome()).isEqualTo(MigrationOutcome.COMPLETED);
    assertThat(there.vm().state()).isEqualTo(VmState.PAUSED);
  }

  @Test
  void abortsWithQemusReasonWhereRdmaCannotWork() {
    LocalVm here = source.start(spec);
    IncomingVm there = destination.startIncoming(spec, here.machine(), List.of());

    assertThatThrownBy(() -> there.listen(MigrationSettings.DEFAULT.over(Transport.rdma())))
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("[vm1] cannot migrate over RDMA to [127.0.0.1]; QEMU says: ");
  }

  @Test
  void leavesNoCommandBehindThatWaitsForTheOtherSide() throws Exception {
    LocalVm here = source.start(spec);
    IncomingVm there = destination.startIncoming(spec, here.machine(), List.of());
    there.listen(MigrationSettings.DEFAULT.over(Transport.exec("true", "sleep 1000 < {pipe}")));
    ProcessHandle qemu = ProcessHandle.of(there.vm().unwrap(QemuProcess.class).pid()).orElseThrow();
    List<ProcessHandle> commands = qemu.descendants().toList();
    assertThat(commands).hasSizeGreaterThan(1);

    there.vm().close();

    for (ProcessHandle command : commands) {
      command.onExit().get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void switchesCapabilitiesForOneMigrationOnBothSides() throws Exception {
    MigrationSettings multifd =
        new MigrationSettings(
            Transport.tcp(),
            OptionalLong.empty(),
            Optional.empty(),
            Map.of("multifd", true),
            Map.of("multifd-channels", 4));
    LocalVm here = source.start(spec);
    IncomingVm there = destination.startIncoming(spec, here.machine(), List.of());
    MigrationEndpoint endpoint = there.listen(multifd);

    OutgoingReport report = get(here.migrate(endpoint, multifd, now -> {}).completion());

    assertThat(report.outcome()).as("%s", report.error()).isEqualTo(MigrationOutcome.COMPLETED);
    QmpClient qmp = there.vm().unwrap(QmpClient.class);
    assertThat(qmp.execute("query-migrate-parameters").path("multifd-channels").asInt())
        .isEqualTo(4);
    get(there.completion());
    get(there.vm().migrate(nobody(), MigrationSettings.DEFAULT, now -> {}).completion());
    assertThat(qmp.execute("query-migrate-capabilities").toString())
        .contains("{\"state\":false,\"capability\":\"multifd\"}");
    assertThat(qmp.execute("query-migrate-parameters").path("multifd-channels").asInt())
        .isEqualTo(2);
  }

  @Test
  void saysWhichCapabilitiesAndParametersThereAre() {
    LocalVm here = source.start(spec);

    assertThatThrownBy(
            () -> here.migrate(nobody(), settings(Map.of("teleport", true), Map.of()), now -> {}))
        .isInstanceOf(VirtualMachineException.class)
        .hasMessageContaining("[vm1]: this QEMU [")
        .hasMessageContaining("] has no migration capability [teleport]; it has [")
        .hasMessageContaining("xbzrle");
    assertThatThrownBy(
            () -> here.migrate(nobody(), settings(Map.of(), Map.of("warp", 9)), now -> {}))
        .isInstanceOf(VirtualMachineException.class)
        .hasMessageContaining("does not take [9] for the migration parameter [warp]")
        .hasMessageContaining("downtime-limit");
  }

  private static MigrationSettings settings(
      Map<String, Boolean> capabilities, Map<String, Object> parameters) {
    return new MigrationSettings(
        Transport.tcp(), OptionalLong.empty(), Optional.empty(), capabilities, parameters);
  }

  private static MigrationEndpoint nobody() {
    return MigrationEndpoint.tcp("127.0.0.1", 1);
  }
}
