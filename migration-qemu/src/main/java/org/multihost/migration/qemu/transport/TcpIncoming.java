package org.multihost.migration.qemu.transport;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.qemu.qmp.QmpClient;
import org.multihost.migration.spi.MigrationEndpoint;

/** Over TCP, on a port that is free. */
record TcpIncoming(String vm, QmpClient qmp, ListeningPlace place) implements IncomingStream {

  @Override
  public MigrationEndpoint listen() {
    try {
      return MigrationEndpoint.tcp(place.address(), place.listen(vm, this::listen));
    } catch (IOException never) {
      throw new UncheckedIOException(never);
    }
  }

  private int listen(int port) {
    String uri = MigrationEndpoint.tcp(place.address(), port).uri();
    qmp.execute("migrate-incoming", Map.of("uri", uri));
    return port == 0 ? chosenPort() : port;
  }

  private int chosenPort() {
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
