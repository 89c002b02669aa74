package org.multihost.migration.internal.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class StreamProxyTests {

  private final StreamProxy proxy = new StreamProxy();
  private ServerSocket target;
  private InetSocketAddress front;

  @BeforeEach
  void listen() throws IOException {
    target = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    front = proxy.to((InetSocketAddress) target.getLocalSocketAddress());
  }

  @AfterEach
  void close() throws IOException {
    proxy.close();
    target.close();
  }

  /** A connection through the proxy. */
  private record Ends(Socket source, Socket destination) implements AutoCloseable {
    void send(byte[] bytes) throws IOException {
      OutputStream out = source.getOutputStream();
      out.write(bytes);
      out.flush();
    }

    byte[] receive(int count) throws IOException {
      return destination.getInputStream().readNBytes(count);
    }

    @Override
    public void close() throws IOException {
      source.close();
      destination.close();
    }
  }

  private Ends connect() throws IOException {
    Socket source = new Socket(front.getAddress(), front.getPort());
    return new Ends(source, target.accept());
  }

  @Test
  void letsEverythingThroughBothWays() throws Exception {
    byte[] megabytes = new byte[5 << 20];
    new Random(1).nextBytes(megabytes);
    try (Ends ends = connect()) {
      CompletableFuture<byte[]> received =
          CompletableFuture.supplyAsync(() -> receive(ends, megabytes.length));
      ends.send(megabytes);
      ends.destination().getOutputStream().write("thanks".getBytes());

      assertThat(received.get(20, TimeUnit.SECONDS)).isEqualTo(megabytes);
      assertThat(new String(ends.source().getInputStream().readNBytes(6))).isEqualTo("thanks");
      assertThat(proxy.bytesPassed()).isEqualTo(megabytes.length);
    }
  }

  private static byte[] receive(Ends ends, int count) {
    try {
      return ends.receive(count);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void passesOnTheEndOfTheStream() throws Exception {
    try (Ends ends = connect()) {
      ends.send("last".getBytes());
      ends.source().shutdownOutput();

      assertThat(ends.destination().getInputStream().readAllBytes()).isEqualTo("last".getBytes());
    }
  }

  @Test
  void stallsUntilHealedAndLosesNothing() throws Exception {
    try (Ends ends = connect()) {
      proxy.stall();
      ends.send("waits".getBytes());
      ends.destination().setSoTimeout(200);
      assertThatThrownBy(() -> ends.receive(1)).isInstanceOf(SocketTimeoutException.class);

      proxy.heal();

      ends.destination().setSoTimeout(0);
      assertThat(ends.receive(5)).isEqualTo("waits".getBytes());
    }
  }

  @Test
  void cutsBothSidesAndRefusesNewOnesUntilHealed() throws Exception {
    try (Ends ends = connect()) {
      proxy.cut();

      assertThatThrownBy(() -> readToEnd(ends.source())).hasMessageContaining("reset");
      assertThatThrownBy(() -> readToEnd(ends.destination())).hasMessageContaining("reset");
    }
    try (Socket refused = new Socket(front.getAddress(), front.getPort())) {
      assertThatThrownBy(() -> readToEnd(refused)).isInstanceOf(IOException.class);
    }
    proxy.heal();
    try (Ends ends = connect()) {
      ends.send("again".getBytes());
      assertThat(ends.receive(5)).isEqualTo("again".getBytes());
    }
  }

  private static void readToEnd(Socket socket) throws IOException {
    InputStream input = socket.getInputStream();
    if (input.read() < 0) {
      throw new IOException("a regular end, no reset");
    }
  }

  @Test
  void delaysAndThrottles() throws Exception {
    try (Ends ends = connect()) {
      proxy.delay(Duration.ofMillis(300));
      assertThat(millisToPass(ends, 1)).isGreaterThanOrEqualTo(290);

      proxy.throttle("64 KiB");
      // The first piece passes at once, the others wait for their turn.
      assertThat(millisToPass(ends, 64 * 1024)).isGreaterThanOrEqualTo(500);
    }
  }

  private static long millisToPass(Ends ends, int count) throws IOException {
    long start = System.nanoTime();
    ends.send(new byte[count]);
    ends.receive(count);
    return (System.nanoTime() - start) / 1_000_000;
  }

  @Test
  void saysWhatAThrottleIs() {
    assertThatThrownBy(() -> proxy.throttle("fast"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("throttle [fast]: expected a size with a unit");
  }
}
