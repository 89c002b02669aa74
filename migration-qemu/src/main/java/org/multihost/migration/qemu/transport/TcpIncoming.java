package org.multihost.migration.qemu.transport;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.qemu.migration.MigrationCommands;
import org.multihost.migration.qemu.qmp.QmpClient;
import org.multihost.migration.qemu.qmp.QmpCommandException;
import org.multihost.migration.spi.MigrationEndpoint;
import org.multihost.migration.spi.text.PortRange;

/** An incoming stream over TCP, on a free port. */
record TcpIncoming(String vm, QmpClient qmp, ListeningPlace place) implements IncomingStream {

  @Override
  public MigrationEndpoint listen() {
    try {
      qmp.execute("migrate-incoming", Map.of("uri", uri()));
    } catch (QmpCommandException refused) {
      if (place.ports().isAny()) {
        throw refused;
      }
      throw place.noneFree(vm, refused);
    }
    return MigrationEndpoint.tcp(place.address(), port());
  }

  /**
   * While the guest waits for a page, QEMU may answer no query, so it cannot be asked for its port:
   * the port is chosen here.
   */
  @Override
  public MigrationEndpoint recover() {
    try {
      MigrationEndpoint endpoint =
          MigrationEndpoint.tcp(place.address(), place.bind(vm, this::freePort));
      MigrationCommands.outOfBand(vm, qmp, "migrate-recover", Map.of("uri", endpoint.uri()));
      return endpoint;
    } catch (IOException failed) {
      throw new VirtualMachineException(
          "Virtual machine [%s] cannot listen at [%s] for a recovery: %s"
              .formatted(vm, place.address(), failed),
          failed);
    }
  }

  private int freePort(int port) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(place.address(), port));
      return socket.getLocalPort();
    }
  }

  /** QEMU itself tries the ports of a range; after a failed attempt it accepts no other command. */
  private String uri() {
    PortRange ports = place.ports();
    String first = MigrationEndpoint.tcp(place.address(), ports.first()).uri();
    return ports.isAny() ? first : first + ",to=" + ports.last();
  }

  private int port() {
    JsonNode answer = qmp.execute("query-migrate");
    int port = answer.path("socket-address").path(0).path("port").asInt();
    if (port <= 0) {
      throw new VirtualMachineException(
          "Virtual machine [%s]: QEMU listens for a migration and does not say on which port: %s"
              .formatted(vm, answer));
    }
    return port;
  }
}
