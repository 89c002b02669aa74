package org.multihost.migration.qemu.transport;

import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.multihost.migration.qemu.qmp.QmpClient;
import org.multihost.migration.spi.MigrationEndpoint;

/**
 * An incoming stream from a file that the source has written. The endpoint tells the source whether
 * this QEMU opens files itself; the source does so only if its own QEMU does, too.
 */
record FileIncoming(String vm, QmpClient qmp, FileUri file) implements IncomingStream {

  @Override
  public MigrationEndpoint listen() {
    return new MigrationEndpoint(file.writtenBy(qmp));
  }

  @Override
  public void load() {
    file.verifyDirectIo(vm, qmp, StandardOpenOption.READ);
    qmp.execute("migrate-incoming", Map.of("uri", file.readBy(qmp)));
  }
}
