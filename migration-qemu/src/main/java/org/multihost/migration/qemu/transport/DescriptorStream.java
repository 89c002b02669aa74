package org.multihost.migration.qemu.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Map;
import org.multihost.migration.qemu.process.Closing;
import org.multihost.migration.qemu.process.RunDirectory;
import org.multihost.migration.qemu.qmp.DescriptorMonitor;
import org.newsclub.net.unix.AFUNIXSocketChannel;
import org.newsclub.net.unix.AFUNIXSocketPair;

/** A pair of sockets of which QEMU has one end; the other end is relayed to a TCP connection. */
final class DescriptorStream implements AutoCloseable {

  private static final String NAME = "migration";
  private static final int PIECE = 256 * 1024;

  private final String vm;
  private final DescriptorMonitor monitor;
  private final SocketChannel here;

  /** Kept: the library shuts a socket down when it closes it, and this one is QEMU's, too. */
  private final SocketChannel qemus;

  private DescriptorStream(
      String vm, DescriptorMonitor monitor, SocketChannel here, SocketChannel qemus) {
    this.vm = vm;
    this.monitor = monitor;
    this.here = here;
    this.qemus = qemus;
  }

  /** Makes the pair and hands one end to QEMU. */
  static DescriptorStream open(String vm, RunDirectory directory) throws IOException {
    DescriptorMonitor monitor = DescriptorMonitor.connect(vm, directory);
    AFUNIXSocketPair<AFUNIXSocketChannel> pair = AFUNIXSocketPair.open();
    DescriptorStream stream =
        new DescriptorStream(vm, monitor, pair.getSocket1(), pair.getSocket2());
    try {
      monitor.hand(NAME, pair.getSocket2().getFileDescriptor());
      return stream;
    } catch (IOException | RuntimeException failed) {
      stream.close();
      throw failed;
    }
  }

  /** Has QEMU use its end: {@code migrate} or {@code migrate-incoming}. */
  void command(String command) {
    monitor.client().execute(command, Map.of("uri", "fd:" + NAME));
  }

  /** Passes on what comes, in both directions, until either side ends; takes over the channel. */
  void relay(SocketChannel tcp) {
    start("to-tcp", here, tcp);
    start("from-tcp", tcp, here);
  }

  private void start(String name, SocketChannel in, SocketChannel out) {
    Thread thread = new Thread(() -> copy(in, out), "fd-" + vm + "-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  private static void copy(SocketChannel in, SocketChannel out) {
    ByteBuffer bytes = ByteBuffer.allocateDirect(PIECE);
    try {
      while (in.read(bytes) >= 0) {
        bytes.flip();
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
        bytes.clear();
      }
      out.shutdownOutput();
    } catch (IOException broken) {
      new Closing().add(in).add(out).run();
    }
  }

  @Override
  public void close() {
    new Closing().add(here).add(qemus).add(monitor).run();
  }
}
