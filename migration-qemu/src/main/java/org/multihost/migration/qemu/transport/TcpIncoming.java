package org.multihost.migration.qemu.transport;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.qemu.qmp.QmpClient;
import org.multihost.migration.spi.MigrationEndpoint;

/** Over TCP, on a free port. */
record TcpIncoming(String vm, QmpClient qmp, String address) implements IncomingStream {

  @Override
  public MigrationEndpoint listen() {
    String anyPort = MigrationEndpoint.tcp(address, 0).uri();
    qmp.execute("migrate-incoming", Map.of("uri", anyPort));
    return MigrationEndpoint.tcp(address, port());
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
