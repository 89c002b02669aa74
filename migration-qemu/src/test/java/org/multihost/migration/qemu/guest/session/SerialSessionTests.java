package org.multihost.migration.qemu.guest.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.multihost.migration.CommandResult;
import org.multihost.migration.GuestException;
import org.multihost.migration.qemu.guest.SocketPair;
import org.multihost.migration.qemu.guest.console.SerialConsole;
import org.multihost.migration.qemu.guest.console.SerialLine;

/** The session with an agent that the test plays, for what the real one never does. */
@Timeout(60)
class SerialSessionTests {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final SessionTimes TIMES = new SessionTimes(SOON, Duration.ofSeconds(5));

  @TempDir Path directory;

  private SerialConsole console;
  private SerialSession session;
  private BufferedReader fromHost;
  private OutputStream toHost;

  @BeforeEach
  public void connect() throws IOException {
    console =
        SerialConsole.open(
            new SerialLine("vm1", SocketPair.create().host(), () -> SerialLine.GONE),
            directory.resolve("console.log"));
    SocketPair pair = SocketPair.create();
    fromHost = new BufferedReader(Channels.newReader(pair.guest(), UTF_8));
    toHost = Channels.newOutputStream(pair.guest());
    session =
        SerialSession.open(
            new SerialLine("vm1", pair.host(), () -> SerialLine.GONE),
            console,
            TIMES,
            directory.resolve("session.log"));
  }

  @AfterEach
  void disconnect() {
    session.close();
    console.close();
  }

  @Test
  void asksAgainWhenTheAgentSaysHello() throws IOException {
    CompletableFuture<Void> ready = CompletableFuture.runAsync(() -> session.awaitReady(SOON));
    String lost = nextLine("S ");

    say("\nboot noise \u0002 H\n");
    String again = nextLine("S ");
    say("\n\u0002 R " + again.substring(2) + "\n");

    ready.join();
    assertThat(again).isEqualTo(lost);
  }

  @Test
  void saysThatNobodyAnswers() {
    assertThatThrownBy(() -> session.awaitReady(Duration.ofMillis(50)))
        .isInstanceOf(GuestException.class)
        .hasMessageContaining("agent in virtual machine [vm1] did not answer within 50 ms")
        .hasMessageContaining("console is empty");
  }

  @Test
  void ignoresFramesOfOthers() throws IOException {
    answerSync();
    CompletableFuture<CommandResult> result =
        CompletableFuture.supplyAsync(() -> session.run("echo"));
    String[] request = nextLine("X ").split(" ");

    say("noise without end\u0002 D other-1 0 4 AAAA\nmore" + piece(request[1], 0, "a"));
    say("chat\n" + piece(request[1], 1, "b" + request[2] + " 0"));
    say(piece(request[1], 2, "\n"));

    assertThat(result.join().output()).isEqualTo("ab");
  }

  @Test
  void noticesThatAPieceWasLost() throws IOException {
    answerSync();
    CompletableFuture<CommandResult> result =
        CompletableFuture.supplyAsync(() -> session.run("echo"));
    String[] request = nextLine("X ").split(" ");

    say(piece(request[1], 0, "a") + piece(request[1], 2, "c"));

    assertThatThrownBy(result::join)
        .hasCauseInstanceOf(GuestException.class)
        .hasMessageContaining("a part of its output was lost on the way, at piece [2]");
  }

  @Test
  void failsTheCommandWhenTheGuestStartsAnew() throws IOException {
    answerSync();
    CompletableFuture<CommandResult> result =
        CompletableFuture.supplyAsync(() -> session.run("echo"));
    nextLine("X ");

    say("\n\u0002 H\n");

    assertThatThrownBy(result::join)
        .hasCauseInstanceOf(GuestException.class)
        .hasMessageContaining("the guest was reset");
    String again = nextLine("S ");
    say("\n\u0002 R " + again.substring(2) + "\n");
    CompletableFuture<CommandResult> next =
        CompletableFuture.supplyAsync(() -> session.run("echo"));
    String[] request = nextLine("X ").split(" ");
    say(piece(request[1], 0, request[2] + " 0\n"));
    assertThat(next.join().exitCode()).isZero();
  }

  @Test
  void failsTheCommandAtOnceWhenTheGuestHasLeft() throws IOException {
    answerSync();
    CompletableFuture<CommandResult> result =
        CompletableFuture.supplyAsync(() -> session.run("echo"));
    nextLine("X ");

    session.guestHasLeft();

    assertThatThrownBy(result::join)
        .hasCauseInstanceOf(GuestException.class)
        .hasMessageContaining("the guest has migrated away; ask for its session where it is now");
    assertThatThrownBy(() -> session.run("echo"))
        .hasMessageContaining("the guest has migrated away");
  }

  @Test
  void servesAGuestThatHasReturned() throws IOException {
    answerSync();
    session.guestHasLeft();

    assertThat(session.guestIsHere()).isTrue();
    assertThat(session.guestIsHere()).isFalse();

    String again = nextLine("S ");
    CompletableFuture<CommandResult> result =
        CompletableFuture.supplyAsync(() -> session.run("echo"));
    say("\n\u0002 R " + again.substring(2) + "\n");
    String[] request = nextLine("X ").split(" ");
    say(piece(request[1], 0, request[2] + " 0\n"));
    assertThat(result.join().exitCode()).isZero();
  }

  @Test
  void aClosedSessionServesNoGuest() {
    session.guestHasLeft();
    session.end("closed");

    assertThat(session.guestIsHere()).isFalse();
  }

  @Test
  void saysThatACommandArrivedDamaged() throws IOException {
    answerSync();
    CompletableFuture<CommandResult> result =
        CompletableFuture.supplyAsync(() -> session.run("echo"));
    String[] request = nextLine("X ").split(" ");

    say("\n\u0002 B " + request[1] + "\n");

    assertThatThrownBy(result::join).hasMessageContaining("arrived damaged and was not run");
  }

  private void answerSync() throws IOException {
    CompletableFuture<Void> ready = CompletableFuture.runAsync(() -> session.awaitReady(SOON));
    say("\n\u0002 R " + nextLine("S ").substring(2) + "\n");
    ready.join();
  }

  private String nextLine(String prefix) throws IOException {
    String line = fromHost.readLine();
    while (line != null && !line.startsWith(prefix)) {
      line = fromHost.readLine();
    }
    assertThat(line).isNotNull();
    return line;
  }

  private void say(String text) throws IOException {
    toHost.write(text.getBytes(UTF_8));
  }

  private static String piece(String id, int number, String text) {
    String encoded = Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    return "\u0002 D " + id + " " + number + " " + encoded.length() + " " + encoded + "\n";
  }
}
