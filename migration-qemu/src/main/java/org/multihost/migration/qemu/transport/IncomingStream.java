package org.multihost.migration.qemu.transport;

import java.nio.file.Path;
import org.multihost.migration.Transport;
import org.multihost.migration.qemu.process.RunDirectory;
import org.multihost.migration.qemu.qmp.QmpClient;
import org.multihost.migration.spi.MigrationEndpoint;

/** The way into a QEMU that waits for a migration. */
public interface IncomingStream extends AutoCloseable {

  /** Lets QEMU listen; returns what the source's QEMU is to be told. */
  MigrationEndpoint listen();

  /** Lets QEMU read what the source has left, where it did not listen. */
  default void load() {}

  @Override
  default void close() {}

  /**
   * The one for a transport.
   *
   * @param vm the machine's name, for messages
   * @param place where this host listens for migrations
   * @param directory of the QEMU
   */
  static IncomingStream of(
      Transport transport, String vm, QmpClient qmp, ListeningPlace place, RunDirectory directory) {
    if (transport instanceof Transport.Unix) {
      return new UnixIncoming(qmp, directory.socket("migration"));
    }
    if (transport instanceof Transport.Exec exec) {
      return new ExecIncoming(exec, qmp, place.address(), directory.path().resolve("pipe"));
    }
    if (transport instanceof Transport.File file) {
      return new FileIncoming(qmp, file.path());
    }
    if (transport instanceof Transport.Fd) {
      return new FdIncoming(vm, place, directory);
    }
    return transport instanceof Transport.Rdma
        ? new RdmaIncoming(vm, qmp, place)
        : new TcpIncoming(vm, qmp, place);
  }

  /** A path as one word of a shell. */
  static String quoted(Path path) {
    return "'" + path.toString().replace("'", "'\\''") + "'";
  }
}
