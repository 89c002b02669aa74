package org.multihost.migration.internal.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JsonLineConnectionTests {

  private Socket plain;
  private JsonLineConnection<WorkerEvent> receiver;

  @BeforeEach
  void connect() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      plain = new Socket(server.getInetAddress(), server.getLocalPort());
      receiver = new JsonLineConnection<>(server.accept(), WorkerEvent.class);
    }
  }

  @AfterEach
  void close() throws IOException {
    plain.close();
    receiver.close();
  }

  private void write(String text) throws IOException {
    plain.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    plain.getOutputStream().flush();
  }

  private static String line(WorkerEvent event) throws IOException {
    return new String(JsonLineConnection.line(event), StandardCharsets.UTF_8);
  }

  @Test
  void aRecordIsOneLineWhateverItsTexts() throws IOException {
    String line = line(new WorkerEvent.Skipped("[id]", "two\nlines \"and\" ü"));
    assertThat(line).endsWith("\n").containsOnlyOnce("\n");
  }

  @Test
  void recordsArriveInOrderWhateverThePiecesAre() throws IOException {
    WorkerEvent first = new WorkerEvent.Started("[one]");
    WorkerEvent second = new WorkerEvent.Skipped("[two]", "why\nnot");
    String both = line(first) + line(second);
    int cut = both.length() / 3;
    write(both.substring(0, cut));
    write(both.substring(cut));
    assertThat(receiver.receive()).isEqualTo(first);
    assertThat(receiver.receive()).isEqualTo(second);
  }

  @Test
  void theEndOfTheConnectionIsNull() throws IOException {
    write(line(new WorkerEvent.Started("[one]")));
    plain.close();
    assertThat(receiver.receive()).isNotNull();
    assertThat(receiver.receive()).isNull();
  }

  @Test
  void aWaitTimesOutAndTheNextOneHasNoTimeout() throws IOException {
    assertThatThrownBy(() -> receiver.receive(Duration.ofMillis(20)))
        .isInstanceOf(SocketTimeoutException.class);
  }

  @Test
  void whatIsNoKnownRecordIsRefused() {
    for (String text :
        List.of("{\"type\":\"java.lang.Runtime\"}\n", "[1,2]\n", "no JSON\n", "{\"a\":1}\n")) {
      assertThatThrownBy(() -> JsonLineConnection.read(text, WorkerEvent.class))
          .as(text)
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void recordsOfSeveralThreadsAreNotMixed() throws Exception {
    JsonLineConnection<WorkerEvent> sender = new JsonLineConnection<>(plain, WorkerEvent.class);
    String longText = "x".repeat(5_000);
    CompletableFuture<?>[] threads =
        IntStream.range(0, 8)
            .mapToObj(
                number ->
                    CompletableFuture.runAsync(
                        () -> {
                          for (int i = 0; i < 20; i++) {
                            send(sender, new WorkerEvent.Skipped(number + "", longText));
                          }
                        }))
            .toArray(CompletableFuture<?>[]::new);
    List<WorkerEvent> received = new CopyOnWriteArrayList<>();
    for (int i = 0; i < 160; i++) {
      received.add(receiver.receive());
    }
    CompletableFuture.allOf(threads).join();
    assertThat(received)
        .allSatisfy(
            event ->
                assertThat(event)
                    .isInstanceOfSatisfying(
                        WorkerEvent.Skipped.class,
                        skipped -> assertThat(skipped.reason()).isEqualTo(longText)));
  }

  private static void send(JsonLineConnection<WorkerEvent> sender, WorkerEvent event) {
    try {
      sender.send(event);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
