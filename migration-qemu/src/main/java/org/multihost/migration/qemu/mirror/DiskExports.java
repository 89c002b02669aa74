package org.multihost.migration.qemu.mirror;

import static org.apiguardian.api.API.Status.INTERNAL;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apiguardian.api.API;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.Transport;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.qemu.machine.QemuDevice;
import org.multihost.migration.qemu.process.RunDirectory;
import org.multihost.migration.qemu.qmp.QmpClient;
import org.multihost.migration.qemu.qmp.QmpCommandException;
import org.multihost.migration.qemu.transport.ListeningPlace;

/**
 * The NBD server of a destination that takes the content of its disks; none if the hosts share the
 * disks. Each disk is an export with its id as the name.
 *
 * @param vm the VM's name
 * @param disks the disks; empty if the hosts share them
 */
@API(status = INTERNAL)
public record DiskExports(String vm, QmpClient qmp, List<QemuDevice.Disk> disks) {

  /** Another process may take a free port before QEMU does. */
  private static final int TRIES = 10;

  /** Returns no server, for a VM whose disks are not copied. */
  public static DiskExports none(String vm, QmpClient qmp) {
    return new DiskExports(vm, qmp, List.of());
  }

  /**
   * Verifies that the disks can be mirrored in a migration over this transport.
   *
   * @throws MultihostConfigurationException if it is a file: nobody takes the disks then
   */
  public void verify(Transport transport) {
    if (!disks.isEmpty() && transport instanceof Transport.File) {
      throw new MultihostConfigurationException(
          "Virtual machine [%s] cannot migrate through a file with [storage = mirror]: its disks are copied to a destination that runs; use [storage = shared]"
              .formatted(vm));
    }
  }

  /**
   * Starts the server, at a Unix socket if the stream has one, else at a port.
   *
   * @return the place for the source; empty if the hosts share the disks
   * @throws VirtualMachineException if no port is free
   */
  public Optional<String> listen(
      Transport transport, ListeningPlace place, RunDirectory directory) {
    if (disks.isEmpty()) {
      return Optional.empty();
    }
    List<String> ids = disks.stream().map(QemuDevice.Disk::id).toList();
    DiskPlace listening;
    if (transport.kind() == Transport.Kind.UNIX) {
      listening = DiskPlace.unix(directory.socket("disks").toString(), ids);
      qmp.execute("nbd-server-start", listening.listener());
    } else {
      listening = DiskPlace.tcp(place.address(), port(place), ids);
    }
    for (QemuDevice.Disk disk : disks) {
      qmp.execute("block-export-add", export(disk.id(), disk.node()));
    }
    return Optional.of(listening.text());
  }

  private int port(ListeningPlace place) {
    try {
      return place.bind(vm, port -> port == 0 ? anyPort(place) : start(place, port));
    } catch (IOException failed) {
      throw new VirtualMachineException(
          "Virtual machine [%s] cannot receive its disks at [%s]: %s"
              .formatted(vm, place.address(), failed.getMessage()),
          failed);
    }
  }

  /** QEMU does not report the port that its server has chosen, so it gets one that was free. */
  private int anyPort(ListeningPlace place) throws IOException {
    for (int tries = 1; tries < TRIES; tries++) {
      try {
        return start(place, freePort(place));
      } catch (BindException taken) {
        // by another process meanwhile
      }
    }
    return start(place, freePort(place));
  }

  private static int freePort(ListeningPlace place) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(place.address(), 0));
      return socket.getLocalPort();
    }
  }

  private int start(ListeningPlace place, int port) throws BindException {
    try {
      qmp.execute("nbd-server-start", DiskPlace.tcp(place.address(), port, List.of()).listener());
      return port;
    } catch (QmpCommandException refused) {
      BindException taken = new BindException(refused.description());
      taken.initCause(refused);
      throw taken;
    }
  }

  /** Returns the arguments of the command that exports a block node as the disk with this id. */
  static Map<String, Object> export(String disk, String node) {
    return Map.of(
        "type", "nbd", "id", name(disk), "node-name", node, "name", disk, "writable", true);
  }

  /** Returns the id of the export of a disk. */
  static String name(String disk) {
    return "export-" + disk;
  }

  /** Ends the server with its exports, after the guest has arrived. */
  public void stop() {
    if (!disks.isEmpty()) {
      qmp.execute("nbd-server-stop");
    }
  }
}
