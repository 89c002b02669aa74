package org.multihost.migration.qemu.transport;

import java.io.IOException;
import java.net.BindException;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.spi.PortRange;

/**
 * A place for migrations to come in over TCP.
 *
 * @param address what this host offers for migrations
 * @param ports of which one is taken for each migration
 */
public record ListeningPlace(String address, PortRange ports) {

  /** Binds a socket of this process. */
  @FunctionalInterface
  interface Binding {

    /**
     * Fails with a {@link BindException} if the port is in use.
     *
     * @param port 0 for any
     * @return the port
     */
    int bind(int port) throws IOException;
  }

  /**
   * Binds a socket to the first port that is not in use.
   *
   * @return the port
   * @throws VirtualMachineException if all are in use
   */
  public int bind(String vm, Binding binding) throws IOException {
    for (int port = ports.first(); port < ports.last(); port++) {
      try {
        return binding.bind(port);
      } catch (BindException inUse) {
        // the next one
      }
    }
    try {
      return binding.bind(ports.last());
    } catch (BindException inUse) {
      throw noneFree(vm, inUse);
    }
  }

  VirtualMachineException noneFree(String vm, Exception cause) {
    return new VirtualMachineException(
        "Virtual machine [%s] cannot receive a migration at [%s] on the ports [%s] of [multihost.migration.ports]: %s"
            .formatted(vm, address, ports, cause.getMessage()),
        cause);
  }
}
