package org.multihost.migration.qemu.transport;

import java.nio.file.Path;
import java.util.Map;
import org.multihost.migration.qemu.migration.MigrationCommands;
import org.multihost.migration.qemu.qmp.QmpClient;
import org.multihost.migration.spi.MigrationEndpoint;

/** An incoming stream through a Unix-domain socket in QEMU's directory. */
record UnixIncoming(String vm, QmpClient qmp, Path socket) implements IncomingStream {

  @Override
  public MigrationEndpoint listen() {
    String uri = "unix:" + socket;
    qmp.execute("migrate-incoming", Map.of("uri", uri));
    return new MigrationEndpoint(uri);
  }

  @Override
  public MigrationEndpoint recover() {
    String uri = "unix:" + socket;
    MigrationCommands.outOfBand(vm, qmp, "migrate-recover", Map.of("uri", uri));
    return new MigrationEndpoint(uri);
  }
}
