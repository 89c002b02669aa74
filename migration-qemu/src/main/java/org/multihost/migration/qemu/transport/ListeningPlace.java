package org.multihost.migration.qemu.transport;

import static org.apiguardian.api.API.Status.INTERNAL;

import java.io.IOException;
import java.net.BindException;
import org.apiguardian.api.API;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.spi.text.PortRange;

/**
 * The address and the ports at which a host listens for migrations over TCP.
 *
 * @param address the address that this host offers for migrations
 * @param ports one of which is used for each migration
 */
@API(status = INTERNAL)
public record ListeningPlace(String address, PortRange ports) {

  /** A function that binds a socket of this process. */
  @FunctionalInterface
  public interface Binding {

    /**
     * Binds the socket; fails with a {@link BindException} if the port is in use.
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
        // try the next port
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
