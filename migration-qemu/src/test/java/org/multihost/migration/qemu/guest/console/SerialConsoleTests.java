package org.multihost.migration.qemu.guest.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.multihost.migration.GuestException;
import org.multihost.migration.qemu.guest.SocketPair;

@Timeout(60)
class SerialConsoleTests {

  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir Path directory;

  private SocketChannel guest;
  private SerialConsole console;

  @BeforeEach
  public void connect() throws IOException {
    SocketPair pair = SocketPair.create();
    guest = pair.guest();
    console =
        SerialConsole.open(
            new SerialLine("vm1", pair.host(), () -> SerialLine.GONE),
            directory.resolve("console.log"));
  }

  @AfterEach
  void disconnect() throws IOException {
    guest.close();
    console.close();
  }

  @Test
  void findsTextThatCameBeforeAndThatComesAfter() throws IOException {
    say("Linux version\r\nTinyLi");
    console.await("version", SOON);
    CompletableFuture<Void> later =
        CompletableFuture.runAsync(() -> console.await("TinyLinux ready", SOON));

    say("nux ready\r\n");

    later.join();
    assertThat(console.text()).isEqualTo("Linux version\r\nTinyLinux ready\r\n");
    assertThat(console.lastLines(1)).isEqualTo("TinyLinux ready");
    assertThat(console.lastLines(5)).isEqualTo("Linux version\nTinyLinux ready");
  }

  @Test
  void joinsCharactersThatCameInParts() throws IOException {
    byte[] bytes = "a漢b".getBytes(UTF_8);
    guest.write(ByteBuffer.wrap(bytes, 0, 2));
    console.await("a", SOON);
    guest.write(ByteBuffer.wrap(bytes, 2, 3));

    console.await("b", SOON);

    assertThat(console.text()).isEqualTo("a漢b");
    assertThat(directory.resolve("console.log")).hasContent("a漢b");
  }

  @Test
  void saysWhatItSawWhenTheTextDoesNotCome() throws IOException {
    say("Kernel panic\n");
    console.await("panic", SOON);

    assertThatThrownBy(() -> console.await("login:", Duration.ofMillis(50)))
        .isInstanceOf(GuestException.class)
        .hasMessageContaining("[vm1] did not show [login:]: waited 50 ms")
        .hasMessageContaining("    Kernel panic");
  }

  @Test
  void failsAtOnceWhenTheMachineGoesAway() throws IOException {
    CompletableFuture<Void> waiting =
        CompletableFuture.runAsync(() -> console.await("never", SOON));

    guest.close();

    assertThatThrownBy(waiting::join)
        .hasCauseInstanceOf(GuestException.class)
        .hasMessageContaining("the VM has ended, or has migrated away");
  }

  @Test
  void keepsTheEndOfALongText() throws IOException {
    byte[] megabyte = "0123456789abcde\n".repeat(65536).getBytes(UTF_8);
    for (int i = 0; i < 4; i++) {
      guest.write(ByteBuffer.wrap(megabyte));
    }
    say("the end");

    console.await("the end", SOON);

    assertThat(console.text()).hasSizeBetween(1 << 20, 2 << 20).endsWith("abcde\nthe end");
    assertThat(directory.resolve("console.log")).hasSize(4 * megabyte.length + 7L);
  }

  private void say(String text) throws IOException {
    guest.write(ByteBuffer.wrap(text.getBytes(UTF_8)));
  }
}
