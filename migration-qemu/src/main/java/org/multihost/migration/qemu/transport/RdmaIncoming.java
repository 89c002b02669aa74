package org.multihost.migration.qemu.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.Map;
import org.multihost.migration.qemu.qmp.QmpClient;
import org.multihost.migration.qemu.qmp.QmpCommandException;
import org.multihost.migration.spi.MigrationEndpoint;
import org.opentest4j.TestAbortedException;

/**
 * An incoming stream over RDMA, on a port that is free for TCP. If QEMU refuses RDMA, the test is
 * aborted.
 */
record RdmaIncoming(String vm, QmpClient qmp, ListeningPlace place) implements IncomingStream {

  @Override
  public MigrationEndpoint listen() {
    MigrationEndpoint endpoint = endpoint(place.address(), freePort());
    try {
      qmp.execute("migrate-incoming", Map.of("uri", endpoint.uri()));
      return endpoint;
    } catch (QmpCommandException refused) {
      throw new TestAbortedException(
          "Virtual machine [%s] cannot migrate over RDMA to [%s]; QEMU says: %s"
              .formatted(vm, place.address(), refused.description()),
          refused);
    }
  }

  public static MigrationEndpoint endpoint(String address, int port) {
    return new MigrationEndpoint(
        MigrationEndpoint.tcp(address, port).uri().replaceFirst("tcp", "rdma"));
  }

  private int freePort() {
    try {
      return place.bind(vm, RdmaIncoming::freePort);
    } catch (IOException e) {
      throw new UncheckedIOException("No port is free for RDMA", e);
    }
  }

  private static int freePort(int wanted) throws IOException {
    try (ServerSocket socket = new ServerSocket(wanted)) {
      return socket.getLocalPort();
    }
  }
}
