package org.multihost.migration.qemu.transport;

import java.nio.file.Path;
import java.util.Map;
import org.multihost.migration.qemu.qmp.QmpClient;
import org.multihost.migration.spi.MigrationEndpoint;

/**
 * An incoming stream from a file that the source has written, by {@code cat}, which works with
 * every QEMU.
 */
record FileIncoming(QmpClient qmp, Path file) implements IncomingStream {

  @Override
  public MigrationEndpoint listen() {
    return new MigrationEndpoint("exec:cat > " + IncomingStream.quoted(file));
  }

  @Override
  public void load() {
    qmp.execute("migrate-incoming", Map.of("uri", "exec:cat " + IncomingStream.quoted(file)));
  }
}
