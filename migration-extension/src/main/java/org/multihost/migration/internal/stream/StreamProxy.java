package org.multihost.migration.internal.stream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.multihost.migration.MigrationStream;
import org.multihost.migration.internal.config.text.Sizes;
import org.multihost.migration.internal.time.DaemonThread;

/**
 * A TCP proxy on the loopback interface that can cut, stall, throttle and delay a stream; closing
 * it breaks the remaining connections. Safe for use by several threads.
 */
public final class StreamProxy implements MigrationStream, AutoCloseable {

  private static final int CONNECT_MILLIS = 10_000;

  private final Gate gate = new Gate();
  private final AtomicLong passed = new AtomicLong();
  private final AtomicLong returned = new AtomicLong();

  // Guarded by this.
  private final List<ServerSocketChannel> doors = new ArrayList<>();
  private final Set<Connection> connections = new HashSet<>();
  private boolean cut;
  private boolean closed;

  /** Opens a port that forwards to the target, and returns the port's address. */
  public synchronized InetSocketAddress to(InetSocketAddress target) {
    try {
      ServerSocketChannel door = ServerSocketChannel.open();
      doors.add(door);
      door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      DaemonThread.named("stream-proxy-" + target.getPort(), () -> acceptAll(door, target)).start();
      return (InetSocketAddress) door.getLocalAddress();
    } catch (IOException e) {
      throw new UncheckedIOException("The migration's proxy cannot listen on loopback", e);
    }
  }

  private void acceptAll(ServerSocketChannel door, InetSocketAddress target) {
    try {
      while (true) {
        connect(door.accept(), target);
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void connect(SocketChannel source, InetSocketAddress target) {
    Connection connection = new Connection(source);
    if (!admitted(connection)) {
      connection.reset();
      return;
    }
    try {
      connection.open(target);
    } catch (IOException e) {
      connection.reset();
    }
  }

  private synchronized boolean admitted(Connection connection) {
    return !cut && !closed && connections.add(connection);
  }

  /** A connection from the source, and the connection to the target that belongs to it. */
  private final class Connection {

    private final SocketChannel source;

    // Guarded by this.
    private final List<SocketChannel> channels = new ArrayList<>();
    private final List<Pipe> pipes = new ArrayList<>();
    private boolean broken;

    Connection(SocketChannel source) {
      this.source = source;
      channels.add(source);
    }

    void open(InetSocketAddress address) throws IOException {
      SocketChannel target = SocketChannel.open();
      keep(target);
      target.socket().connect(address, CONNECT_MILLIS);
      String name = "stream-" + address.getPort();
      start(new Pipe(name, source, target, gate, passed));
      start(new Pipe(name + "-back", target, source, gate, returned));
    }

    private synchronized void keep(SocketChannel target) throws IOException {
      if (broken) {
        target.close();
        throw new IOException("cut");
      }
      channels.add(target);
    }

    private synchronized void start(Pipe pipe) {
      if (!broken) {
        pipes.add(pipe);
        pipe.start();
      }
    }

    /** Resets both connections at once, so that neither side sees a regular end. */
    synchronized void reset() {
      broken = true;
      for (SocketChannel channel : channels) {
        try {
          channel.setOption(StandardSocketOptions.SO_LINGER, 0);
          channel.close();
        } catch (IOException e) {
          // closed already
        }
      }
      pipes.forEach(Pipe::interrupt);
    }
  }

  @Override
  public void cut() {
    gate.open();
    breakAll(true);
  }

  private synchronized void breakAll(boolean stayCut) {
    cut = stayCut;
    connections.forEach(Connection::reset);
    connections.clear();
  }

  @Override
  public void stall() {
    admit();
    gate.shut();
  }

  @Override
  public void throttle(String bytesPerSecond) {
    OptionalLong bytes = Sizes.parse(bytesPerSecond);
    if (bytes.isEmpty() || bytes.getAsLong() == 0) {
      throw new IllegalArgumentException(
          "throttle [%s]: expected %s".formatted(bytesPerSecond, Sizes.ALLOWED));
    }
    admit();
    gate.narrow(bytes.getAsLong());
  }

  @Override
  public void delay(Duration by) {
    if (by.isNegative()) {
      throw new IllegalArgumentException("delay [" + by + "]: expected zero or more");
    }
    admit();
    gate.late(by);
  }

  @Override
  public void heal() {
    admit();
    gate.open();
  }

  private synchronized void admit() {
    cut = false;
  }

  @Override
  public long bytesPassed() {
    return passed.get();
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      for (ServerSocketChannel door : doors) {
        try {
          door.close();
        } catch (IOException e) {
          // closed already
        }
      }
    }
    breakAll(true);
  }
}
