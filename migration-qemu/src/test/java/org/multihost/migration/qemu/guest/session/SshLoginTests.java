package org.multihost.migration.qemu.guest.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.multihost.migration.BackgroundWork;
import org.multihost.migration.GuestException;
import org.multihost.migration.qemu.TestSshServer;
import org.multihost.migration.qemu.guest.SocketPair;
import org.multihost.migration.qemu.guest.console.SerialConsole;
import org.multihost.migration.qemu.guest.console.SerialLine;
import org.multihost.migration.qemu.guest.ssh.SshKeys;
import org.multihost.migration.spi.GuestCredentials;

/** Logins to a real SSH server, which runs here instead of in a guest. */
@Timeout(120)
class SshLoginTests {

  private static final Duration TIMEOUT = Duration.ofMinutes(5);
  private static final SessionTimes TIMES =
      new SessionTimes(Duration.ofSeconds(60), Duration.ofMinutes(5));

  @TempDir Path directory;

  private TestSshServer server;
  private SerialConsole console;

  @BeforeEach
  public void start() throws IOException {
    server = new TestSshServer("right");
    SocketPair pair = SocketPair.create();
    console =
        SerialConsole.open(
            new SerialLine("vm1", pair.host(), () -> SerialLine.GONE),
            directory.resolve("console.log"));
  }

  @AfterEach
  public void stop() throws IOException {
    console.close();
    server.close();
  }

  private SshSession login(String password) {
    return new SshLogin(console, TIMEOUT, TIMES, directory.resolve("ssh.log"))
        .to("vm1", SshServer.ofUser(server.port(), SshKeys.NONE, withPassword(password)));
  }

  private static GuestCredentials withPassword(String password) {
    return new GuestCredentials("me", Optional.of(password), Optional.empty(), Optional.empty());
  }

  @Test
  void aWrongPasswordIsRefusedAtOnceAndLeavesNoConnection() throws InterruptedException {
    assertThatThrownBy(() -> login("wrong"))
        .isInstanceOf(GuestException.class)
        .hasMessageContainingAll(
            "me@127.0.0.1", "[vm1] was refused", "check its user, password and identity")
        .hasMessageNotContaining("wrong");
    assertThat(server.becomesIdle()).isTrue();
  }

  @Test
  void aGuestOfTheUsersOwnIsGivenWhatBackgroundWorkNeeds() {
    try (SshSession session = login("right")) {
      BackgroundWork work = session.start("echo begun; sleep 1000");
      assertThat(session.started())
          .extracting(BackgroundWork::command)
          .contains("echo begun; sleep 1000");
      assertThat(work.isRunning()).isTrue();
      assertThat(work.stop().output()).isEqualTo("begun\n");
      assertThat(work.isRunning()).isFalse();
    } finally {
      removeWhatWasGiven();
    }
  }

  private void removeWhatWasGiven() {
    try (SshSession session = login("right")) {
      session.run("rm -r /tmp/.multihost");
    }
  }
}
