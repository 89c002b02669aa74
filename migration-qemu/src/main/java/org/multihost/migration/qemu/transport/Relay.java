package org.multihost.migration.qemu.transport;

import java.io.Closeable;
import java.io.FileDescriptor;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.multihost.migration.qemu.process.Closer;
import org.newsclub.net.unix.AFUNIXSocketAddress;
import org.newsclub.net.unix.AFUNIXSocketChannel;

/** A pair of sockets, one for QEMU, and the other one joined to a TCP connection. */
final class Relay implements AutoCloseable {

  private static final int PIECE = 256 * 1024;

  private final String vm;

  /** The JDK's: the library closes a socket that the other side reads no more, unread as it is. */
  private final SocketChannel here;

  /**
   * The library's, which knows its descriptor. Kept: the library shuts a socket down when it closes
   * it, and this one is QEMU's, too.
   */
  private final AFUNIXSocketChannel qemus;

  private Relay(String vm, SocketChannel here, AFUNIXSocketChannel qemus) {
    this.vm = vm;
    this.here = here;
    this.qemus = qemus;
  }

  /**
   * Makes the pair.
   *
   * @param meeting a path that nothing has, in a directory of this user's alone; gone afterwards
   */
  public static Relay open(String vm, Path meeting) throws IOException {
    try (ServerSocketChannel door = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      door.bind(UnixDomainSocketAddress.of(meeting));
      AFUNIXSocketChannel qemus = AFUNIXSocketChannel.open(AFUNIXSocketAddress.of(meeting));
      return new Relay(vm, door.accept(), qemus);
    } finally {
      Files.deleteIfExists(meeting);
    }
  }

  /** QEMU's end, for as long as this is neither released nor closed. */
  SocketChannel qemus() {
    return qemus;
  }

  /** The same, to be handed to QEMU. */
  public FileDescriptor descriptor() throws IOException {
    return qemus.getFileDescriptor();
  }

  /** Passes on what comes, in both directions, until both have ended; takes over the channel. */
  public void join(SocketChannel tcp) {
    AtomicInteger directions = new AtomicInteger(2);
    Runnable ended =
        () -> {
          if (directions.decrementAndGet() == 0) {
            new Closer().add(here).add(tcp).run();
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
    new Closer().add(qemus).run();
  }

  /** Ends all at once, whatever is still on its way. */
  @Override
  public void close() {
    new Closer().add(here).add(qemus).run();
  }
}
