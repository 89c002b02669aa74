package org.multihost.migration.qemu.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.qemu.process.DaemonThread;
import org.multihost.migration.qemu.process.RunDirectory;
import org.multihost.migration.spi.MigrationEndpoint;

/**
 * An incoming stream through a descriptor that is passed to QEMU, fed by one incoming TCP
 * connection.
 */
final class FdIncoming implements IncomingStream {

  private final String vm;
  private final ListeningPlace place;
  private final RunDirectory directory;

  // Guarded by this.
  private @Nullable ServerSocketChannel door;
  private @Nullable DescriptorStream stream;

  FdIncoming(String vm, ListeningPlace place, RunDirectory directory) {
    this.vm = vm;
    this.place = place;
    this.directory = directory;
  }

  @Override
  public synchronized MigrationEndpoint listen() {
    try {
      int port = place.bind(vm, this::open);
      ServerSocketChannel listening = Objects.requireNonNull(door);
      DescriptorStream opened = DescriptorStream.open(vm, directory);
      stream = opened;
      opened.command("migrate-incoming");
      DaemonThread.named("fd-incoming-" + vm, () -> accept(listening, opened)).start();
      return OutgoingStream.toDescriptor(place.address(), port);
    } catch (IOException failed) {
      throw new VirtualMachineException(
          "Virtual machine [%s] cannot receive a migration through a descriptor at [%s]: %s"
              .formatted(vm, place.address(), failed),
          failed);
    }
  }

  /** Opens a new socket for each port: one whose port another process has taken is of no use. */
  private synchronized int open(int port) throws IOException {
    ServerSocketChannel opened = ServerSocketChannel.open();
    try {
      opened.bind(new InetSocketAddress(place.address(), port));
    } catch (IOException | RuntimeException failed) {
      opened.close();
      throw failed;
    }
    door = opened;
    return ((InetSocketAddress) opened.getLocalAddress()).getPort();
  }

  private static void accept(ServerSocketChannel listening, DescriptorStream stream) {
    try (listening) {
      SocketChannel source = listening.accept();
      stream.join(source);
    } catch (IOException closed) {
      stream.close();
    }
  }

  /** QEMU has one monitor for descriptors, which the VM's next migration may need. */
  @Override
  public synchronized void arrived() {
    if (stream != null) {
      stream.release();
    }
  }

  @Override
  public synchronized void close() {
    try {
      if (door != null) {
        door.close();
      }
    } catch (IOException closed) {
      // already closed
    }
    if (stream != null) {
      stream.close();
    }
  }
}
