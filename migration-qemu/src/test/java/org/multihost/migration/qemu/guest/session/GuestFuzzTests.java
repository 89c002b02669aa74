package org.multihost.migration.qemu.guest.session;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.multihost.migration.GuestException;
import org.multihost.migration.qemu.guest.SocketPair;
import org.multihost.migration.qemu.guest.console.SerialConsole;
import org.multihost.migration.qemu.guest.console.SerialLine;

/** A guest that writes noise, or what is almost right, to its two serial ports. */
@Timeout(120)
final class GuestFuzzTests {

  private static final Duration SOON = Duration.ofMillis(50);
  private static final List<String> ALMOST_RIGHT =
      List.of(
          "\u0002 H",
          "\u0002 R 0123456789abcdef",
          "\u0002 B 1-1",
          "\u0002 D 1-1 0 4 aGFs",
          "\u0002 D 1-1 99999999999999999999 4 aGFs",
          "\u0002 D 1-1 -1 -4 ====",
          "[   12.3] Kernel panic - not syncing: no",
          "BUG: soft lockup",
          "漢字\ud83d\ude00",
          "TinyLinux ready");

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void framesAreFramesOrNone(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      String line = new String(bytes(random, 60), ISO_8859_1);
      assertThatCode(() -> AgentFrame.parse(line))
          .as("seed %d, case %d: [%s]", seed, i, line)
          .doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theConsoleKeepsAllThatItCanRead(long seed) throws Exception {
    Random random = new Random(seed);
    SocketPair pair = SocketPair.create();
    Path log = directory.resolve("console.log");
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    try (SerialConsole console = SerialConsole.open(line("fuzz", pair), log)) {
      for (int i = 0; i < 400; i++) {
        byte[] piece = bytes(random, 4_000);
        write(pair, piece);
        written.write(piece);
        assertThat(console.lastLines(random.nextInt(5) * 10).length()).isNotNegative();
      }
      written.write("\nthe end\n".getBytes(UTF_8));
      write(pair, "\nthe end\n".getBytes(UTF_8));
      console.await("\nthe end\n", Duration.ofSeconds(30));
      assertThat(console.text().equals(written.toString(UTF_8))).as("text, seed %d", seed).isTrue();
    } finally {
      pair.guest().close();
    }
    assertThat(Files.readAllBytes(log)).as("log, seed %d", seed).isEqualTo(written.toByteArray());
    assertNoThread("console-fuzz");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theSessionEndsInTime(long seed) throws Exception {
    Random random = new Random(seed);
    SocketPair port = SocketPair.create();
    SessionTimes times = new SessionTimes(SOON, Duration.ofMillis(10));
    Path transcript = directory.resolve("session.log");
    try (SerialConsole console =
            SerialConsole.open(line("none", SocketPair.create()), directory.resolve("none.log"));
        SerialSession session =
            SerialSession.open(line("fuzz", port), console, times, transcript)) {
      CompletableFuture<Void> guest = CompletableFuture.runAsync(() -> chat(port, random));
      for (int i = 0; i < 5; i++) {
        assertThatCode(() -> session.awaitReady(SOON)).isInstanceOf(GuestException.class);
      }
      port.guest().close();
      guest.get(30, TimeUnit.SECONDS);
      assertThatCode(() -> session.awaitReady(Duration.ofSeconds(30)))
          .isInstanceOf(GuestException.class)
          .hasMessageContaining("[fuzz]");
    }
    assertNoThread("session-fuzz");
  }

  private static void chat(SocketPair port, Random random) {
    try {
      for (int i = 0; i < 500; i++) {
        write(port, bytes(random, i % 50 == 0 ? 200_000 : 200));
      }
    } catch (IOException closed) {
      // at the end of the test
    }
  }

  private static void write(SocketPair pair, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      pair.guest().write(buffer);
    }
  }

  private static void assertNoThread(String name) {
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(each -> each.startsWith(name));
  }

  private static byte[] bytes(Random random, int most) {
    byte[] noise = new byte[random.nextInt(most)];
    random.nextBytes(noise);
    if (random.nextInt(4) == 0) {
      return noise;
    }
    String right = ALMOST_RIGHT.get(random.nextInt(ALMOST_RIGHT.size()));
    byte[] line = (right + (random.nextInt(5) == 0 ? "" : "\r\n")).getBytes(UTF_8);
    line[random.nextInt(line.length)] = random.nextInt(3) == 0 ? (byte) random.nextInt() : line[0];
    return line;
  }

  private static SerialLine line(String vm, SocketPair pair) {
    return new SerialLine(vm, pair.host(), () -> SerialLine.GONE);
  }
}
