package org.multihost.migration.qemu.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.Map;
import org.multihost.migration.qemu.qmp.QmpClient;
import org.multihost.migration.qemu.qmp.QmpCommandException;
import org.multihost.migration.spi.MigrationEndpoint;
import org.opentest4j.TestAbortedException;

/** Over RDMA, on a port that is free for TCP. */
record RdmaIncoming(String vm, QmpClient qmp, String address) implements IncomingStream {

  @Override
  public MigrationEndpoint listen() {
    MigrationEndpoint endpoint = endpoint(address, freePort());
    try {
      qmp.execute("migrate-incoming", Map.of("uri", endpoint.uri()));
      return endpoint;
    } catch (QmpCommandException refused) {
      throw new TestAbortedException(
          "Virtual machine [%s] cannot migrate over RDMA to [%s]; QEMU says: %s"
              .formatted(vm, address, refused.description()),
          refused);
    }
  }

  static MigrationEndpoint endpoint(String address, int port) {
    return new MigrationEndpoint(
        MigrationEndpoint.tcp(address, port).uri().replaceFirst("tcp", "rdma"));
  }

  private static int freePort() {
    try (ServerSocket any = new ServerSocket(0)) {
      return any.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("No port is free for RDMA", e);
    }
  }
}
