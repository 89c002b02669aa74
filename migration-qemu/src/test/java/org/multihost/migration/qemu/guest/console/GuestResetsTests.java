package org.multihost.migration.qemu.guest.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.multihost.migration.qemu.guest.SocketPair;

@Timeout(60)
class GuestResetsTests {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final String RESTART = "[    9.0] reboot: Restarting system\n";

  @TempDir Path directory;
  private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
  private SocketPair pair;
  private SerialConsole console;

  @BeforeEach
  void connect() throws IOException {
    pair = SocketPair.create();
    console =
        SerialConsole.open(
            new SerialLine("vm1", pair.host(), () -> SerialLine.GONE), directory.resolve("log"));
  }

  @AfterEach
  void close() throws IOException {
    executor.shutdownNow();
    pair.guest().close();
    console.close();
  }

  private GuestResets resets(long patienceMillis) {
    return new GuestResets(console, executor, Duration.ofMillis(patienceMillis));
  }

  private void say(String text) throws IOException {
    pair.guest().write(ByteBuffer.wrap(text.getBytes(UTF_8)));
  }

  @Test
  void noResetIsUnannouncedBeforeThereIsOne() {
    assertThat(resets(30_000).awaitUnannounced()).as("does not wait").isFalse();
  }

  @Test
  void aResetThatTheConsoleDoesNotAnnounceIsReported() {
    GuestResets resets = resets(20);
    resets.reset(NOON);
    assertThat(resets.unannounced()).succeedsWithin(SOON);
    assertThat(resets.awaitUnannounced()).isTrue();
  }

  @Test
  void anAnnouncementBeforeTheResetIsCounted() throws IOException {
    say(RESTART);
    console.await("Restarting", SOON);
    GuestResets resets = resets(20);
    resets.reset(NOON);
    assertThat(resets.awaitUnannounced()).isFalse();
  }

  @Test
  void anAnnouncementThatArrivesAfterTheResetIsWaitedFor() throws Exception {
    GuestResets resets = resets(5_000);
    resets.reset(NOON);
    executor.submit(
        () -> {
          say(RESTART);
          return null;
        });
    assertThat(resets.awaitUnannounced()).isFalse();
    assertThat(resets.unannounced().toCompletableFuture()).isNotDone();
  }

  @Test
  void oneAnnouncementDoesNotCoverTwoResets() throws IOException {
    say(RESTART);
    console.await("Restarting", SOON);
    GuestResets resets = resets(20);
    resets.reset(NOON);
    resets.reset(NOON.plusSeconds(30));
    assertThat(resets.unannounced()).succeedsWithin(SOON);
  }

  @Test
  void theFirmwareMayResetOnceMoreAfterEachReset() throws IOException {
    say(RESTART);
    console.await("Restarting", SOON);
    GuestResets resets = resets(20);
    resets.reset(NOON);
    resets.reset(NOON.plusMillis(150));
    resets.resetByTest(NOON.plusSeconds(60));
    resets.reset(NOON.plusSeconds(61));
    assertThat(resets.awaitUnannounced()).isFalse();
  }

  @Test
  void aGuestThatResetsItselfAgainAndAgainCrashes() throws IOException {
    say(RESTART);
    console.await("Restarting", SOON);
    GuestResets resets = resets(20);
    for (int second = 0; second < 3; second++) {
      resets.reset(NOON.plusSeconds(second));
    }
    assertThat(resets.awaitUnannounced()).isTrue();
  }

  @Test
  void anInterruptEndsTheWaitAndIsKept() {
    GuestResets resets = resets(30_000);
    resets.reset(NOON);
    Thread.currentThread().interrupt();
    assertThat(resets.awaitUnannounced()).isTrue();
    assertThat(Thread.interrupted()).isTrue();
  }
}
