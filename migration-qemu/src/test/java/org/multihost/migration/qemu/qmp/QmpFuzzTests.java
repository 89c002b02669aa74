package org.multihost.migration.qemu.qmp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Conversations in which QEMU says what is almost right, in pieces: each ends in time, in a
 * QmpException or in peace, and leaves no thread and no socket.
 */
@Timeout(120)
final class QmpFuzzTests {

  private static final int CONVERSATIONS = 60;
  private static final Duration SOON = Duration.ofMillis(100);
  private static final List<String> ALMOST_RIGHT =
      List.of(
          "{\"return\": {\"status\": \"running\"}, \"id\": 2}",
          "{\"return\": {}, \"id\": 1}",
          "{\"error\": {\"class\": \"GenericError\", \"desc\": \"no\"}, \"id\": 2}",
          "{\"timestamp\": {\"seconds\": 1700000000, \"microseconds\": 250}, \"event\": \"STOP\"}",
          "{\"event\": \"MIGRATION\", \"data\": {\"status\": \"active\", \"later\": [1, null]}}",
          "{\"later\": {\"a\": [true, 1.5e3, \"\\u0000\"]}}",
          FakeQemu.GREETING);
  private static final List<String> WORDS =
      List.of("null", "{}", "[]", "-1", "1e999", "99999999999999999999", "\"\"", "true", ",", "}");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void endInTimeAndLeaveNothing(long seed) throws Exception {
    Random random = new Random(seed);
    for (int i = 0; i < CONVERSATIONS; i++) {
      String vm = "fuzz-%d-%d".formatted(seed, i);
      byte[] said = said(random);
      try (FakeQemu qemu = FakeQemu.connect()) {
        boolean hangsUp = random.nextBoolean();
        CompletableFuture<Void> talk = talk(qemu, said, random.nextBoolean(), hangsUp);
        listen(vm, qemu);
        assertThat(qemu.clientSide().isOpen()).as(vm).isFalse();
        talk.get(30, TimeUnit.SECONDS);
      }
      assertThat(Thread.getAllStackTraces().keySet())
          .as("conversation %s", vm)
          .extracting(Thread::getName)
          .noneMatch(name -> name.contains(vm));
    }
  }

  /** Whatever else than a QmpException comes out of here fails the test. */
  private static void listen(String vm, FakeQemu qemu) {
    try (QmpClient client = QmpClient.open(vm, qemu.clientSide(), SOON, line -> {});
        QmpSubscription events = client.subscribe(event -> event.text("status").isPresent())) {
      client.execute("query-status", Map.of(), SOON);
      events.take(SOON, "an event");
    } catch (QmpException clear) {
      assertThat(clear).hasMessageContaining("[" + vm + "]");
      assertThat(clear.vm()).isEqualTo(vm);
    }
  }

  private static CompletableFuture<Void> talk(
      FakeQemu qemu, byte[] said, boolean greets, boolean hangsUp) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            if (greets) {
              qemu.greeted(FakeQemu.GREETING);
            }
            int piece = 1 + said.length / 7;
            for (int at = 0; at < said.length; at += piece) {
              qemu.sayBytes(Arrays.copyOfRange(said, at, Math.min(said.length, at + piece)));
            }
          } catch (UncheckedIOException theClientHasHungUp) {
            return;
          }
          if (hangsUp) {
            qemu.hangUp();
          }
        });
  }

  private static byte[] said(Random random) throws IOException {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    for (int lines = random.nextInt(6); lines >= 0; lines--) {
      said.write(line(random));
      said.write(random.nextInt(8) == 0 ? new byte[0] : "\r\n".getBytes(UTF_8));
    }
    return said.toByteArray();
  }

  private static byte[] line(Random random) {
    String right = ALMOST_RIGHT.get(random.nextInt(ALMOST_RIGHT.size()));
    int at = random.nextInt(right.length());
    return switch (random.nextInt(7)) {
      case 0 -> right.getBytes(UTF_8);
      case 1 -> right.substring(0, at).getBytes(UTF_8);
      case 2 -> replaced(right, at, WORDS.get(random.nextInt(WORDS.size())));
      case 3 -> ("{\"return\": " + "[{\"a\":".repeat(random.nextInt(50_000))).getBytes(UTF_8);
      case 4 -> (" ".repeat(random.nextInt(1 << 20)) + right).getBytes(UTF_8);
      case 5 -> damaged(right, at, random);
      default -> noise(random);
    };
  }

  private static byte[] replaced(String line, int at, String word) {
    int end = Math.min(line.length(), at + word.length());
    return (line.substring(0, at) + word + line.substring(end)).getBytes(UTF_8);
  }

  /** Not UTF-8 any more, mostly. */
  private static byte[] damaged(String line, int at, Random random) {
    byte[] bytes = line.getBytes(UTF_8);
    bytes[at] = (byte) (0x80 | random.nextInt(0x80));
    return bytes;
  }

  private static byte[] noise(Random random) {
    byte[] bytes = new byte[random.nextInt(5_000)];
    random.nextBytes(bytes);
    return bytes;
  }
}
