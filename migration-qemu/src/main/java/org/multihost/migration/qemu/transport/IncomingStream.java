package org.multihost.migration.qemu.transport;

import java.nio.file.Path;
import org.multihost.migration.Transport;
import org.multihost.migration.qemu.process.RunDirectory;
import org.multihost.migration.qemu.process.ShellWord;
import org.multihost.migration.qemu.qmp.QmpClient;
import org.multihost.migration.spi.MigrationEndpoint;

/** The destination's end of a migration stream. */
public interface IncomingStream extends AutoCloseable {

  /** Makes QEMU listen; returns the endpoint for the source's QEMU. */
  MigrationEndpoint listen();

  /** Makes QEMU read the file that the source has written, for a transport that does not listen. */
  default void load() {}

  @Override
  default void close() {}

  /**
   * Returns the stream of a transport.
   *
   * @param vm the VM's name, for messages
   * @param place the address and ports at which this host listens for migrations
   * @param directory of the QEMU process
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

  /** Quotes a path as one word of a shell. */
  static String quoted(Path path) {
    return ShellWord.quote(path.toString());
  }
}
