package org.multihost.migration.qemu.transport;

import java.io.Closeable;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicInteger;
import org.multihost.migration.qemu.process.Closing;
import org.newsclub.net.unix.AFUNIXSocketChannel;
import org.newsclub.net.unix.AFUNIXSocketPair;

/** A pair of sockets, one for QEMU, and the other one joined to a TCP connection. */
final class Relay implements AutoCloseable {

  private static final int PIECE = 256 * 1024;

  private final String vm;
  private final SocketChannel here;

  /** Kept: the library shuts a socket down when it closes it, and this one is QEMU's, too. */
  private final AFUNIXSocketChannel qemus;

  private Relay(String vm, AFUNIXSocketPair<AFUNIXSocketChannel> pair) {
    this.vm = vm;
    this.here = pair.getSocket1();
    this.qemus = pair.getSocket2();
  }

  /** Makes the pair. */
  static Relay open(String vm) throws IOException {
    return new Relay(vm, AFUNIXSocketPair.open());
  }

  /** QEMU's end, for as long as this is neither released nor closed. */
  SocketChannel qemus() {
    return qemus;
  }

  /** The same, to be handed to QEMU. */
  FileDescriptor descriptor() throws IOException {
    return qemus.getFileDescriptor();
  }

  /** Passes on what comes, in both directions, until both have ended; takes over the channel. */
  void join(SocketChannel tcp) {
    AtomicInteger directions = new AtomicInteger(2);
    Runnable ended =
        () -> {
          if (directions.decrementAndGet() == 0) {
            new Closing().add(here).add(tcp).run();
          }
        };
    start("to-tcp", here, tcp, ended);
    start("from-tcp", tcp, here, ended);
  }

  private void start(String name, SocketChannel in, SocketChannel out, Runnable ended) {
    Thread thread = new Thread(() -> copy(in, out, ended), "fd-" + vm + "-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * A direction that breaks ends alone, so that the other one still passes on what it has; whoever
   * writes into a broken one learns it from the next write.
   */
  private static void copy(SocketChannel in, SocketChannel out, Runnable ended) {
    try {
      copy(in, out);
      out.shutdownOutput();
    } catch (IOException broken) {
      shutDown(in::shutdownInput);
      shutDown(out::shutdownOutput);
    } finally {
      ended.run();
    }
  }

  private static void copy(SocketChannel in, SocketChannel out) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocateDirect(PIECE);
    while (in.read(bytes) >= 0) {
      bytes.flip();
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      bytes.clear();
    }
  }

  private static void shutDown(Closeable direction) {
    try {
      direction.close();
    } catch (IOException alreadyEnded) {
      // nothing is left to be told
    }
  }

  /**
   * Gives up QEMU's end, when QEMU needs it no longer. What it has written may still wait for the
   * network: that is passed on, and then this ends with the connection.
   */
  void release() {
    new Closing().add(qemus).run();
  }

  /** Ends all at once, whatever is still on its way. */
  @Override
  public void close() {
    new Closing().add(here).add(qemus).run();
  }
}
