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
import org.multihost.migration.qemu.process.DaemonThread;
import org.newsclub.net.unix.AFUNIXSocketAddress;
import org.newsclub.net.unix.AFUNIXSocketChannel;

/** A pair of sockets: one for QEMU, the other one joined to a TCP connection. */
final class Relay implements AutoCloseable {

  private static final int PIECE = 256 * 1024;

  private final String vm;

  /**
   * A channel of the JDK. That of the library closes the socket, with its unread data, when the
   * other side no longer reads.
   */
  private final SocketChannel here;

  /**
   * A channel of the library, which gives access to its descriptor. Kept open, because the library
   * shuts the socket down on close, and QEMU uses the same socket.
   */
  private final AFUNIXSocketChannel qemus;

  private Relay(String vm, SocketChannel here, AFUNIXSocketChannel qemus) {
    this.vm = vm;
    this.here = here;
    this.qemus = qemus;
  }

  /**
   * Creates the pair.
   *
   * @param meeting an unused path in a directory of this user alone; removed afterwards
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

  /** Returns QEMU's end, valid until this is released or closed. */
  SocketChannel qemus() {
    return qemus;
  }

  /** Returns the descriptor of QEMU's end, to be passed to QEMU. */
  public FileDescriptor descriptor() throws IOException {
    return qemus.getFileDescriptor();
  }

  /** Relays data in both directions until both have ended; owns the channel from now on. */
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
    DaemonThread.named("fd-" + vm + "-" + name, () -> copy(in, out, ended)).start();
  }

  /**
   * A broken direction ends alone, so that the other one still relays its data; the writer into a
   * broken direction gets an error on its next write.
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
      // already shut down
    }
  }

  /**
   * Closes QEMU's end, when QEMU no longer needs it. Data that QEMU has written may still wait for
   * the network: it is relayed, and then this ends with the connection.
   */
  void release() {
    new Closer().add(qemus).run();
  }

  /** Ends the relay at once; data in transit is lost. */
  @Override
  public void close() {
    new Closer().add(here).add(qemus).run();
  }
}
