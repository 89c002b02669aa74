package org.multihost.migration.qemu.transport;

import static org.apiguardian.api.API.Status.INTERNAL;

import java.nio.file.Path;
import org.apiguardian.api.API;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.Transport;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.qemu.process.RunDirectory;
import org.multihost.migration.qemu.qmp.QmpClient;
import org.multihost.migration.spi.MigrationEndpoint;
import org.multihost.migration.spi.MigrationSettings;
import org.multihost.migration.spi.text.ShellWord;

/** The destination's end of a migration stream. */
@API(status = INTERNAL)
public interface IncomingStream extends AutoCloseable {

  /** The capability by which each page has its own place in the file. */
  String MAPPED_RAM = "mapped-ram";

  /** Makes QEMU listen; returns the endpoint for the source's QEMU. */
  MigrationEndpoint listen();

  /** Makes QEMU listen again for a postcopy that has lost its stream. */
  default MigrationEndpoint recover() {
    throw new VirtualMachineException(
        "A postcopy over this transport cannot be recovered; use TCP or a Unix socket");
  }

  /** Makes QEMU read the file that the source has written, for a transport that does not listen. */
  default void load() {}

  /** Releases what the stream needed, after the guest has arrived. */
  default void arrived() {}

  @Override
  default void close() {}

  /**
   * Returns the stream of a transport; the compiler refuses a look-up without one of the kinds.
   *
   * @param vm the VM's name, for messages
   * @param place the address and ports at which this host listens for migrations
   * @param directory of the QEMU process
   */
  static IncomingStream of(
      Transport transport, String vm, QmpClient qmp, ListeningPlace place, RunDirectory directory) {
    return switch (transport.kind()) {
      case TCP -> new TcpIncoming(vm, qmp, place);
      case UNIX -> new UnixIncoming(vm, qmp, directory.socket("migration"));
      case EXEC ->
          new ExecIncoming(
              (Transport.Exec) transport, qmp, place.address(), directory.path().resolve("pipe"));
      case FD -> new FdIncoming(vm, place, directory);
      case RDMA -> new RdmaIncoming(vm, qmp, place);
      case FILE -> new FileIncoming(vm, qmp, new FileUri(((Transport.File) transport).path()));
    };
  }

  /**
   * Verifies what QEMU would refuse in words that do not name the remedy, or take otherwise.
   *
   * @throws MultihostConfigurationException if the transport and the capabilities do not fit, or
   *     the file's path is one that QEMU does not take as it is
   */
  static void verify(String vm, MigrationSettings settings) {
    boolean direct = String.valueOf(settings.parameters().get(FileUri.DIRECT_IO)).equals("true");
    boolean channels = Boolean.TRUE.equals(settings.capabilities().get(FileUri.MULTIFD));
    if (direct && !(channels && settings.transport() instanceof Transport.File)) {
      throw new MultihostConfigurationException(
          "Virtual machine [%s] cannot migrate with the parameter [%s]: QEMU passes over it without throughFile(path) and the capability [%s]; add them, or leave the parameter out"
              .formatted(vm, FileUri.DIRECT_IO, FileUri.MULTIFD));
    }
    if (settings.transport() instanceof Transport.File file) {
      new FileUri(file.path()).verify(vm);
    } else if (Boolean.TRUE.equals(settings.capabilities().get(MAPPED_RAM))) {
      throw new MultihostConfigurationException(
          "Virtual machine [%s] cannot migrate with the capability [%s] over the transport [%s]: it needs a file, which throughFile(path) gives it"
              .formatted(vm, MAPPED_RAM, settings.transport().kind()));
    }
  }

  /** Quotes a path as one word of a shell. */
  static String quoted(Path path) {
    return ShellWord.of(path.toString());
  }
}
