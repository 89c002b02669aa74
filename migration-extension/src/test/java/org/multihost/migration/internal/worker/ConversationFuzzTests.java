package org.multihost.migration.internal.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.multihost.migration.internal.wire.Mutations;

/** A worker's events that are not, or not quite, what is expected. */
@Timeout(60)
final class ConversationFuzzTests {

  private static final List<WorkerEvent> RIGHT =
      List.of(
          new WorkerEvent.Hello("token"),
          new WorkerEvent.Started("[engine:x]"),
          new WorkerEvent.Skipped("[engine:x]", "because"),
          new WorkerEvent.Done(1, null));

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void eventsAreReadOrRefused(long seed) throws Exception {
    Random random = new Random(seed);
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      for (int i = 0; i < 150; i++) {
        String said = said(random);
        assertThatCode(() -> hear(server, said))
            .as("seed %d, case %d: [%s]", seed, i, said)
            .doesNotThrowAnyException();
      }
    }
  }

  private static String said(Random random) throws IOException {
    StringBuilder said = new StringBuilder();
    for (int lines = random.nextInt(3); lines >= 0; lines--) {
      WorkerEvent event = RIGHT.get(random.nextInt(RIGHT.size()));
      said.append(Mutations.of(new String(JsonLineConnection.line(event), UTF_8), random));
    }
    return said.toString();
  }

  /** Until the end, or the first word that is none. */
  private static void hear(ServerSocket server, String said) throws Exception {
    try (Socket worker = new Socket(server.getInetAddress(), server.getLocalPort());
        JsonLineConnection<WorkerEvent> conversation =
            new JsonLineConnection<>(server.accept(), WorkerEvent.class)) {
      CompletableFuture<Void> talk = CompletableFuture.runAsync(() -> say(worker, said));
      try {
        while (conversation.receive(Duration.ofSeconds(20)) != null) {
          continue;
        }
      } catch (IOException refused) {
        conversation.close();
      }
      talk.get(20, TimeUnit.SECONDS);
    }
  }

  private static void say(Socket worker, String said) {
    try {
      worker.getOutputStream().write(said.getBytes(UTF_8));
      worker.shutdownOutput();
    } catch (IOException hungUp) {
      // as it may
    }
  }
}
