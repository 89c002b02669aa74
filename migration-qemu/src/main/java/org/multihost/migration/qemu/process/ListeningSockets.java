package org.multihost.migration.qemu.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The Unix sockets to which a new QEMU process connects, each once. */
final class ListeningSockets implements AutoCloseable {

  private final Selector selector;
  private final Map<String, ServerSocketChannel> servers = new LinkedHashMap<>();
  private final Map<String, SocketChannel> accepted = new LinkedHashMap<>();

  private ListeningSockets(Selector selector) {
    this.selector = selector;
  }

  public static ListeningSockets open(RunDirectory directory, List<String> names)
      throws IOException {
    ListeningSockets sockets = new ListeningSockets(Selector.open());
    try {
      for (String name : names) {
        sockets.listen(name, UnixDomainSocketAddress.of(directory.socket(name)));
      }
      return sockets;
    } catch (IOException failed) {
      sockets.close();
      throw failed;
    }
  }

  private void listen(String name, UnixDomainSocketAddress address) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    servers.put(name, server);
    server.bind(address);
    server.configureBlocking(false);
    server.register(selector, SelectionKey.OP_ACCEPT, name);
  }

  /**
   * Accepts connections until each socket has one, the timeout has passed or {@code ended} is true;
   * returns whether each socket has one. {@link #wakeUp()} causes another call of {@code ended}.
   */
  public boolean accept(Duration timeout, BooleanSupplier ended) throws IOException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (accepted.size() < servers.size() && !ended.getAsBoolean()) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left <= 0 || Thread.currentThread().isInterrupted()) {
        return false;
      }
      selector.select(this::accept, left);
    }
    return accepted.size() == servers.size();
  }

  private void accept(SelectionKey key) {
    try {
      SocketChannel channel = ((ServerSocketChannel) key.channel()).accept();
      if (channel != null) {
        channel.configureBlocking(true);
        accepted.put((String) key.attachment(), channel);
        key.cancel();
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Makes {@link #accept(Duration, BooleanSupplier)} check again; has no effect when closed. */
  void wakeUp() {
    selector.wakeup();
  }

  /** Returns the connections, which the caller has to close from now on. */
  public Map<String, SocketChannel> take() {
    Map<String, SocketChannel> taken = Map.copyOf(accepted);
    accepted.clear();
    return taken;
  }

  @Override
  public void close() {
    Closer closing = new Closer();
    closing.add(selector);
    servers.values().forEach(closing::add);
    accepted.values().forEach(closing::add);
    closing.run();
  }
}
