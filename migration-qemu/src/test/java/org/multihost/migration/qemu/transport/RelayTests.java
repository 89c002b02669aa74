package org.multihost.migration.qemu.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** On real sockets, of which the TCP ones hold little. */
@Timeout(60)
class RelayTests {

  private static final int SMALL = 8 * 1024;

  private final ServerSocketChannel door = open();
  private SocketChannel other;
  private Relay relay;

  private static ServerSocketChannel open() {
    try {
      return ServerSocketChannel.open()
          .setOption(StandardSocketOptions.SO_RCVBUF, SMALL)
          .bind(new InetSocketAddress("127.0.0.1", 0));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  public void connect(@TempDir Path directory) throws IOException {
    SocketChannel tcp = SocketChannel.open();
    tcp.setOption(StandardSocketOptions.SO_SNDBUF, SMALL);
    tcp.connect(door.getLocalAddress());
    other = door.accept();
    relay = Relay.open("vm1", directory.resolve("relay"));
    relay.join(tcp);
  }

  @AfterEach
  public void close() throws IOException {
    relay.close();
    other.close();
    door.close();
  }

  /**
   * More than the network takes, and no more than the pair of sockets holds: the relay may have
   * read none of it.
   */
  @Test
  void passesOnWhatStillWaitsWhenItIsReleased() throws IOException {
    byte[] bytes = new byte[96 * 1024];
    new Random(1).nextBytes(bytes);
    write(bytes);

    relay.release();

    assertThat(Channels.newInputStream(other).readAllBytes()).hasSameSizeAs(bytes).isEqualTo(bytes);
  }

  @Test
  void passesOnWhatComesFromTheOtherSide() throws IOException {
    other.write(ByteBuffer.wrap(new byte[] {1, 2, 3}));
    other.shutdownOutput();

    assertThat(Channels.newInputStream(relay.qemus()).readAllBytes()).containsExactly(1, 2, 3);
  }

  /**
   * It hears of that when it writes, and not by the loss of what it still could read. Often, for
   * which of the two directions comes first differs.
   */
  @RepeatedTest(100)
  void passesOnWhatComesFromTheSideThatListensNoMore() throws IOException {
    relay.qemus().shutdownInput();
    other.write(ByteBuffer.wrap(new byte[] {1, 2, 3}));
    other.shutdownOutput();
    write(new byte[] {4, 5, 6});
    relay.release();

    assertThat(Channels.newInputStream(other).readAllBytes()).containsExactly(4, 5, 6);
  }

  @Test
  void tellsASideThatTheOtherListensNoMore() throws IOException {
    other.close();

    assertThatIOException()
        .isThrownBy(
            () -> {
              while (true) {
                write(new byte[SMALL]);
              }
            });
  }

  @Test
  void endsTheConnectionWhenItIsClosed() throws IOException {
    relay.close();

    assertThat(other.read(ByteBuffer.allocate(1))).isEqualTo(-1);
  }

  private void write(byte[] bytes) throws IOException {
    ByteBuffer left = ByteBuffer.wrap(bytes);
    while (left.hasRemaining()) {
      relay.qemus().write(left);
    }
  }
}
