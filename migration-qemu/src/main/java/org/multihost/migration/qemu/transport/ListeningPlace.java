package org.multihost.migration.qemu.transport;

import java.io.IOException;
import java.net.BindException;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.qemu.qmp.QmpCommandException;
import org.multihost.migration.spi.PortRange;

/**
 * A place for migrations to come in over TCP.
 *
 * @param address what this host offers for migrations
 * @param ports of which one is taken for each migration
 */
public record ListeningPlace(String address, PortRange ports) {

  /** The operating system's words, in QEMU's answer. */
  private static final String IN_USE = "Address already in use";

  /** Listens on a port. */
  @FunctionalInterface
  interface Attempt {

    /**
     * Fails with a {@link BindException}, or QEMU's answer of the same meaning, if it is in use.
     *
     * @param port 0 for any
     * @return the port
     */
    int listen(int port) throws IOException;
  }

  /**
   * Listens on the first port that is not in use.
   *
   * @return the port
   * @throws VirtualMachineException if all are in use
   */
  int listen(String vm, Attempt attempt) throws IOException {
    for (int port = ports.first(); port <= ports.last(); port++) {
      try {
        return attempt.listen(port);
      } catch (BindException refused) {
        requireInUse(refused, String.valueOf(refused.getMessage()));
      } catch (QmpCommandException refused) {
        requireInUse(refused, refused.description());
      }
    }
    throw new VirtualMachineException(
        "Virtual machine [%s] cannot receive a migration at [%s]: all ports of [multihost.migration.ports], [%s], are in use; name more of them"
            .formatted(vm, address, ports));
  }

  private <E extends Exception> void requireInUse(E refused, String reason) throws E {
    if (ports.isAny() || !reason.contains(IN_USE)) {
      throw refused;
    }
  }
}
