package org.multihost.migration.qemu.qmp;

import static org.apiguardian.api.API.Status.INTERNAL;

import java.io.FileDescriptor;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.apiguardian.api.API;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.qemu.process.RunDirectory;
import org.newsclub.net.unix.AFUNIXSocket;
import org.newsclub.net.unix.AFUNIXSocketAddress;
import org.newsclub.net.unix.AFUNIXSocketChannel;

/**
 * A second monitor of a QEMU, over a socket that can carry file descriptors, which Java's own
 * sockets cannot. QEMU accepts a descriptor only on the monitor that received it. Used by one
 * thread.
 */
@API(status = INTERNAL)
public final class DescriptorMonitor implements AutoCloseable {

  /** The name of the monitor's socket in QEMU's directory, on which QEMU listens. */
  public static final String SOCKET = "fds";

  private static final Duration GREETING = Duration.ofSeconds(10);

  private final AFUNIXSocketChannel channel;
  private final QmpClient client;

  private DescriptorMonitor(AFUNIXSocketChannel channel, QmpClient client) {
    this.channel = channel;
    this.client = client;
  }

  /** Connects to the monitor of the QEMU with this directory. */
  public static DescriptorMonitor connect(String vm, RunDirectory directory) throws IOException {
    if (!AFUNIXSocket.isSupported()) {
      throw new VirtualMachineException(
          "Virtual machine [%s]: file descriptors cannot be handed to QEMU on this system [%s, %s]: the library junixsocket has no native part for it"
              .formatted(vm, System.getProperty("os.name"), System.getProperty("os.arch")));
    }
    AFUNIXSocketChannel channel =
        AFUNIXSocketChannel.open(AFUNIXSocketAddress.of(directory.socket(SOCKET)));
    return new DescriptorMonitor(channel, QmpClient.open(vm + "-fds", channel, GREETING));
  }

  /** Passes a descriptor to QEMU under this name; the caller still has to close it. */
  public void hand(String name, FileDescriptor descriptor) throws IOException {
    // The descriptors are sent with the next bytes that are written.
    channel.setOutboundFileDescriptors(descriptor);
    client.execute("getfd", Map.of("fdname", name));
  }

  /** Returns the client for commands that use the descriptor. */
  public QmpClient client() {
    return client;
  }

  @Override
  public void close() {
    client.close();
  }
}
