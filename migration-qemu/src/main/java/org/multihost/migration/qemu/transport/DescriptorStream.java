package org.multihost.migration.qemu.transport;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.Map;
import org.multihost.migration.qemu.process.Closer;
import org.multihost.migration.qemu.process.RunDirectory;
import org.multihost.migration.qemu.qmp.DescriptorMonitor;

/** A descriptor through which QEMU migrates, relayed to a TCP connection in both directions. */
final class DescriptorStream implements AutoCloseable {

  private static final String NAME = "migration";
  private static final String MEETING = "relay";

  private final DescriptorMonitor monitor;
  private final Relay relay;

  private DescriptorStream(DescriptorMonitor monitor, Relay relay) {
    this.monitor = monitor;
    this.relay = relay;
  }

  /** Creates the descriptor and passes it to QEMU. */
  public static DescriptorStream open(String vm, RunDirectory directory) throws IOException {
    DescriptorMonitor monitor = DescriptorMonitor.connect(vm, directory);
    Closer opened = new Closer().add(monitor);
    try {
      Relay relay = Relay.open(vm, directory.socket(MEETING));
      opened.add(relay);
      monitor.hand(NAME, relay.descriptor());
      return new DescriptorStream(monitor, relay);
    } catch (IOException | RuntimeException failed) {
      opened.runAfter(failed);
      throw failed;
    }
  }

  /** Makes QEMU use the descriptor: {@code migrate} or {@code migrate-incoming}. */
  public void command(String command) {
    monitor.client().execute(command, Map.of("uri", "fd:" + NAME));
  }

  /** Joins the descriptor to a connection, which this stream owns from now on. */
  public void join(SocketChannel tcp) {
    relay.join(tcp);
  }

  /**
   * Releases the descriptor after the end of a migration; data that QEMU has written still reaches
   * the other host.
   */
  void release() {
    new Closer().add(relay::release).add(monitor).run();
  }

  /** Ends the stream at once; data in transit is lost. */
  @Override
  public void close() {
    new Closer().add(relay).add(monitor).run();
  }
}
