package org.multihost.migration.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.VmState;
import org.multihost.migration.memory.TestHost;
import org.multihost.migration.spi.DriverContext;
import org.multihost.migration.spi.IncomingReport;
import org.multihost.migration.spi.IncomingVm;
import org.multihost.migration.spi.LocalVm;
import org.multihost.migration.spi.MachineDescription;
import org.multihost.migration.spi.MigrationEndpoint;
import org.multihost.migration.spi.MigrationSettings;
import org.multihost.migration.spi.OutgoingReport;
import org.multihost.migration.spi.VirtualMachineDriver;
import org.multihost.migration.spi.text.PortRange;

/** The handing over of a counter, with a peer that breaks off: the guest never runs twice. */
@Timeout(60)
class CounterMigrationProtocolTests {

  private static final int MEMORY = 1 << 20;
  private static final MachineDescription MACHINE =
      new MachineDescription(Integer.toString(MEMORY));
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  private final CounterUnderTest subject = new CounterUnderTest();
  private final VirtualMachineDriver driver = subject.create("source");

  @AfterEach
  void close() {
    driver.close();
  }

  private static <T> T ended(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(50, TimeUnit.SECONDS);
  }

  private IncomingVm incoming() {
    return driver.startIncoming(subject.bare("vm1"), MACHINE, List.of());
  }

  private static Socket connected(MigrationEndpoint endpoint) throws IOException {
    return new Socket(endpoint.host(), endpoint.port().orElseThrow());
  }

  @Test
  void theDestinationDoesNotRunAGuestThatTheSourceHasNotGivenAway() throws Exception {
    IncomingVm incoming = incoming();
    try (Socket source = connected(incoming.listen(MigrationSettings.DEFAULT))) {
      DataOutputStream out = new DataOutputStream(source.getOutputStream());
      out.write(new byte[MEMORY]);
      out.writeLong(42);
      out.writeBoolean(true);
      assertThat(source.getInputStream().read()).isEqualTo(CounterMigration.ALL_IS_HERE);
      assertThat(incoming.vm().state()).isEqualTo(VmState.INCOMING);
    }

    IncomingReport report = ended(incoming.completion());
    assertThat(report.outcome()).isEqualTo(MigrationOutcome.FAILED);
    assertThat(report.state()).isEqualTo(VmState.GONE);
  }

  @Test
  void theCountArrivesWithAPausedGuest() throws Exception {
    IncomingVm incoming = incoming();
    try (Socket source = connected(incoming.listen(MigrationSettings.DEFAULT))) {
      DataOutputStream out = new DataOutputStream(source.getOutputStream());
      out.write(new byte[MEMORY]);
      out.writeLong(42);
      out.writeBoolean(false);
      out.writeByte(0);
      assertThat(ended(incoming.completion()).state()).isEqualTo(VmState.PAUSED);
    }

    assertThat(incoming.vm().unwrap(CounterVm.class).count()).isEqualTo(42);
  }

  @Test
  void theSourceKeepsAGuestThatTheDestinationDoesNotConfirm() throws Exception {
    LocalVm vm = driver.start(subject.bare("vm1"));
    try (ServerSocket door = new ServerSocket(0, 1, LOOPBACK)) {
      MigrationEndpoint endpoint = MigrationEndpoint.tcp("127.0.0.1", door.getLocalPort());
      var migration = vm.migrate(endpoint, MigrationSettings.DEFAULT, progress -> {});
      try (Socket destination = door.accept()) {
        DataInputStream in = new DataInputStream(destination.getInputStream());
        in.skipNBytes(4 * MEMORY);
        in.readLong();
        assertThat(in.readBoolean()).isTrue();
        assertThat(vm.state()).isEqualTo(VmState.PAUSED);
      }

      OutgoingReport report = ended(migration.completion());
      assertThat(report.outcome()).isEqualTo(MigrationOutcome.FAILED);
      assertThat(report.error().orElseThrow()).contains("has refused the guest");
      assertThat(vm.state()).isEqualTo(VmState.RUNNING);
    }
  }

  @Test
  void aGuestThatHasLeftCanBeTakenBack() throws Exception {
    LocalVm vm = driver.start(subject.bare("vm1"));
    IncomingVm incoming = incomingOf(vm);
    ended(
        vm.migrate(incoming.listen(MigrationSettings.DEFAULT), MigrationSettings.DEFAULT, p -> {})
            .completion());
    assertThat(vm.state()).isEqualTo(VmState.MIGRATED);
    incoming.vm().close();

    assertThat(vm.resume()).isPresent();
    assertThat(vm.state()).isEqualTo(VmState.RUNNING);
  }

  private IncomingVm incomingOf(LocalVm vm) {
    return driver.startIncoming(subject.bare("vm1"), vm.machine(), List.of());
  }

  @Test
  void aDestinationListensOnlyOnThePortsOfItsHost() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, LOOPBACK)) {
      int port = taken.getLocalPort();

      assertThatThrownBy(() -> portOf(new PortRange(port, port)))
          .isInstanceOf(VirtualMachineException.class)
          .hasMessageContainingAll("[vm1]", "[" + port + "-" + port + "]", "is free");
      int last = Math.min(port + 1000, 65_535);
      assertThat(portOf(new PortRange(port, last))).isBetween(port + 1, last);
    }
  }

  private int portOf(PortRange ports) {
    try (VirtualMachineDriver limited = new CounterProvider().create(new LimitedHost(ports))) {
      IncomingVm incoming = limited.startIncoming(subject.bare("vm1"), MACHINE, List.of());
      return incoming.listen(MigrationSettings.DEFAULT).port().orElseThrow();
    }
  }

  /** A host with limited ports. */
  private record LimitedHost(PortRange migrationPorts) implements DriverContext {

    private static final TestHost HOST = new TestHost("destination");

    @Override
    public String host() {
      return HOST.host();
    }

    @Override
    public String runId() {
      return HOST.runId();
    }

    @Override
    public byte[] secret(String purpose) {
      return HOST.secret(purpose);
    }

    @Override
    public Path logDirectory() {
      return HOST.logDirectory();
    }

    @Override
    public Optional<Setting> setting(String key) {
      return HOST.setting(key);
    }

    @Override
    public String migrationAddress() {
      return HOST.migrationAddress();
    }

    @Override
    public Duration progressInterval() {
      return HOST.progressInterval();
    }

    @Override
    public Duration momentInterval() {
      return HOST.momentInterval();
    }

    @Override
    public Duration commandTimeout() {
      return HOST.commandTimeout();
    }

    @Override
    public void notice(String text) {
      HOST.notice(text);
    }
  }
}
