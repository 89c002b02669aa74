package org.multihost.migration.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.Transport;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.qemu.install.HostSystem;
import org.multihost.migration.spi.IncomingVm;
import org.multihost.migration.spi.LocalVm;
import org.multihost.migration.spi.MigrationEndpoint;
import org.multihost.migration.spi.MigrationSettings;
import org.multihost.migration.spi.VmSpec;

/** Migrations that come in on the ports of {@code multihost.migration.ports}. */
@NeedsQemu
@Timeout(120)
class MigrationPortsTests {

  /** More than the machines of a test need: others on this machine may use some. */
  private static final int PORTS = 50;

  @TempDir Path directory;

  private QemuDriver source;
  private ServerSocket taken;
  private VmSpec spec;

  @BeforeEach
  void startSource() throws IOException {
    source = QemuDriver.create(new TestContext("source"), HostSystem.current());
    taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
    Path image = Files.write(directory.resolve("empty.img"), new byte[1 << 20]);
    spec = TestContext.withDisk("vm1", image);
  }

  @AfterEach
  public void close() throws IOException {
    source.close();
    taken.close();
  }

  static Stream<Transport> overTcp() {
    return Stream.of(Transport.tcp(), Transport.fd());
  }

  private QemuDriver destination(int first, int last) {
    TestContext context =
        new TestContext("destination").with("multihost.migration.ports", first + "-" + last);
    return QemuDriver.create(context, HostSystem.current());
  }

  private static int port(MigrationEndpoint endpoint) {
    return Integer.parseInt(endpoint.uri().substring(endpoint.uri().lastIndexOf(':') + 1));
  }

  @ParameterizedTest
  @MethodSource("overTcp")
  void takesTheNextPortWhereOneIsInUse(Transport transport) throws Exception {
    MigrationSettings settings = MigrationSettings.DEFAULT.over(transport);
    int first = taken.getLocalPort();
    try (QemuDriver destination = destination(first, first + PORTS)) {
      LocalVm here = source.start(spec);
      IncomingVm there = destination.startIncoming(spec, here.machine(), List.of());
      IncomingVm another = destination.startIncoming(spec.named("vm2"), here.machine(), List.of());

      MigrationEndpoint endpoint = there.listen(settings);
      int second = port(another.listen(settings));

      assertThat(port(endpoint)).isBetween(first + 1, first + PORTS);
      assertThat(second).isBetween(first + 1, first + PORTS).isNotEqualTo(port(endpoint));
      here.migrate(endpoint, settings, now -> {});
      assertThat(there.completion().toCompletableFuture().get(60, TimeUnit.SECONDS).outcome())
          .isEqualTo(MigrationOutcome.COMPLETED);
    }
  }

  @ParameterizedTest
  @MethodSource("overTcp")
  void saysWhichPortsAreAllInUse(Transport transport) {
    int only = taken.getLocalPort();
    try (QemuDriver destination = destination(only, only)) {
      LocalVm here = source.start(spec);
      IncomingVm there = destination.startIncoming(spec, here.machine(), List.of());

      assertThatThrownBy(() -> there.listen(MigrationSettings.DEFAULT.over(transport)))
          .isInstanceOf(VirtualMachineException.class)
          .hasMessageContainingAll(
              "[vm1]", "[127.0.0.1]", "[multihost.migration.ports]", "[" + only + "-" + only + "]");
    }
  }
}
