package org.multihost.migration.qemu.transport;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.Map;
import org.multihost.migration.qemu.process.Closer;
import org.multihost.migration.qemu.process.RunDirectory;
import org.multihost.migration.qemu.qmp.DescriptorMonitor;

/** A descriptor that QEMU migrates through; what goes in and out is relayed to a TCP connection. */
final class DescriptorStream implements AutoCloseable {

  private static final String NAME = "migration";
  private static final String MEETING = "relay";

  private final DescriptorMonitor monitor;
  private final Relay relay;

  private DescriptorStream(DescriptorMonitor monitor, Relay relay) {
    this.monitor = monitor;
    this.relay = relay;
  }

  /** Makes the descriptor and hands it to QEMU. */
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

  /** Has QEMU use its end: {@code migrate} or {@code migrate-incoming}. */
  public void command(String command) {
    monitor.client().execute(command, Map.of("uri", "fd:" + NAME));
  }

  /** Joins it to a connection, which it takes over. */
  public void join(SocketChannel tcp) {
    relay.join(tcp);
  }

  /** For a migration that has ended: what QEMU has written still reaches the other side. */
  void release() {
    new Closer().add(relay::release).add(monitor).run();
  }

  /** Ends all at once, whatever is still on its way. */
  @Override
  public void close() {
    new Closer().add(relay).add(monitor).run();
  }
}
