package org.multihost.migration.internal.controller.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.multihost.migration.internal.worker.JsonLineConnection;
import org.multihost.migration.internal.worker.WorkerEvent;

/** Workers and strangers at the controller's loopback port. */
@Timeout(60)
final class WorkerServerTests {

  private static final AtomicBoolean DESERIALISED = new AtomicBoolean();

  private final List<Socket> strangers = new ArrayList<>();
  private WorkerServer door;

  @BeforeEach
  void open() throws IOException {
    door = WorkerServer.open();
  }

  @AfterEach
  void close() throws IOException {
    door.close();
    for (Socket stranger : strangers) {
      stranger.close();
    }
  }

  @Test
  void keepsNoWorkerWaitingForSilentStrangers() throws Exception {
    for (int i = 0; i < WorkerHandshakes.AT_A_TIME - 1; i++) {
      stranger(new byte[0]);
    }

    long begin = System.nanoTime();
    worker("right").get(30, TimeUnit.SECONDS);

    assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin)).isLessThan(3_000);
  }

  @Test
  void sendsStrangersAwayWhateverTheySay() throws Exception {
    Socket talker = stranger(new byte[0]);
    CompletableFuture<Void> endlessTalk = CompletableFuture.runAsync(() -> talkOn(talker));
    strangers.remove(talker);
    stranger(new byte[0]);
    stranger("{\"@type\":".getBytes(UTF_8));
    stranger("GET / HTTP/1.1\r\n\r\n".getBytes(UTF_8));
    stranger("{\"@type\":\"hello\",\"token\":\"an old run's\"}\n".getBytes(UTF_8));
    stranger("{\"@type\":\"hello\",\"token\":null}\n".getBytes(UTF_8));
    stranger("{\"@type\":\"done\",\"number\":1}\n".getBytes(UTF_8));
    stranger("{\"@type\":\"java.lang.Runtime\"}\n".getBytes(UTF_8));
    stranger("null\n".getBytes(UTF_8));
    stranger("[".repeat(100_000).getBytes(UTF_8));
    stranger(("{\"token\":" + "[".repeat(100_000)).getBytes(UTF_8));
    stranger(serialised(new Gadget()));
    Random random = new Random(4);
    for (int i = 0; i < 30; i++) {
      byte[] bytes = new byte[random.nextInt(2_000)];
      random.nextBytes(bytes);
      stranger(bytes);
    }

    for (Socket stranger : strangers) {
      awaitEnd(stranger);
    }

    assertThat(endlessTalk).succeedsWithin(30, TimeUnit.SECONDS);
    assertThat(DESERIALISED).isFalse();
    assertThat(worker("right")).succeedsWithin(30, TimeUnit.SECONDS);
  }

  @Test
  void letsAWorkerInOnlyOnce() throws Exception {
    worker("right").get(30, TimeUnit.SECONDS);

    awaitEnd(stranger("{\"@type\":\"hello\",\"token\":\"right\"}\n".getBytes(UTF_8)));
  }

  @Test
  void leavesNobodyInTheDoorWhenItCloses() throws Exception {
    Socket stranger = stranger(new byte[0]);

    door.close();

    awaitEnd(stranger);
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .doesNotContain("multihost-workers");
  }

  /** Until it is sent away: spaces, of which JSON may have any number before a value. */
  private static void talkOn(Socket stranger) {
    try (stranger) {
      OutputStream out = stranger.getOutputStream();
      byte[] spaces = " ".repeat(1 << 16).getBytes(UTF_8);
      while (true) {
        out.write(spaces);
      }
    } catch (IOException sentAway) {
      // as it should be
    }
  }

  private CompletableFuture<JsonLineConnection<WorkerEvent>> worker(String token)
      throws IOException {
    CompletableFuture<JsonLineConnection<WorkerEvent>> arrival = door.expect(token);
    stranger(JsonLineConnection.line(new WorkerEvent.Hello(token)));
    return arrival;
  }

  private Socket stranger(byte[] said) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), door.port());
    strangers.add(socket);
    socket.setSoTimeout(30_000);
    socket.getOutputStream().write(said);
    return socket;
  }

  /** A reset is an end, too; that nothing comes for too long is none. */
  private static void awaitEnd(Socket stranger) throws IOException {
    try {
      assertThat(stranger.getInputStream().read()).isEqualTo(-1);
    } catch (SocketException reset) {
      assertThat(reset).isNotNull();
    }
  }

  private static byte[] serialised(Object object) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }
    return bytes.toByteArray();
  }

  private static final class Gadget implements Serializable {

    private static final long serialVersionUID = 1L;

    private void readObject(ObjectInputStream in) {
      DESERIALISED.set(true);
    }
  }
}
