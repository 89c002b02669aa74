package org.multihost.migration.qemu.guest.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.multihost.migration.GuestException;
import org.multihost.migration.qemu.guest.OpenSsh;
import org.multihost.migration.qemu.guest.SocketPair;
import org.multihost.migration.qemu.guest.console.SerialConsole;
import org.multihost.migration.qemu.guest.console.SerialLine;
import org.multihost.migration.qemu.guest.ssh.AgentSocket;
import org.multihost.migration.qemu.guest.ssh.SshKeys;
import org.multihost.migration.spi.GuestCredentials;

/** Logins to the distribution's OpenSSH, with every kind of key that it has. */
@Timeout(120)
class OpenSshTests {

  private static final Duration TIMEOUT = Duration.ofMinutes(5);
  private static final SessionTimes TIMES = new SessionTimes(Duration.ofMinutes(1), TIMEOUT);

  @TempDir Path directory;

  private OpenSsh openSsh;
  private SerialConsole console;

  @BeforeEach
  public void start() throws IOException {
    openSsh = new OpenSsh(directory);
    console =
        SerialConsole.open(
            new SerialLine("vm1", SocketPair.create().host(), () -> SerialLine.GONE),
            directory.resolve("console.log"));
  }

  @AfterEach
  public void stop() {
    console.close();
    openSsh.close();
  }

  private static GuestCredentials with(Path identity, String passphrase) {
    return new GuestCredentials(
        OpenSsh.USER,
        Optional.empty(),
        Optional.of(identity.toString()),
        Optional.of(passphrase).filter(given -> !given.isEmpty()));
  }

  private String user(GuestCredentials credentials) {
    return user(SshKeys.of("vm1", credentials), credentials);
  }

  private String user(SshKeys keys, GuestCredentials credentials) {
    SshLogin login = new SshLogin(console, TIMEOUT, TIMES, directory.resolve("ssh.log"));
    try (SshSession session =
        login.to("vm1", SshServer.ofUser(openSsh.port(), keys, credentials))) {
      return session.run("id -un").output().strip();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "-t ed25519, ''",
    "-t ed25519, mellon",
    "-t rsa -b 2048, mellon",
    "-t rsa -b 2048 -m PEM, mellon",
    "-t rsa -b 2048 -m PKCS8, mellon",
    "-t ecdsa -b 256, ''",
    "-t ecdsa -b 384 -m PKCS8, ''",
    "-t ecdsa -b 521 -m PEM, ''"
  })
  void everyTypeOfKeyLogsInInEveryFormat(String type, String passphrase) throws IOException {
    String[] words = (type + " -N").split(" ");
    String[] arguments = Arrays.copyOf(words, words.length + 1);
    arguments[words.length] = passphrase;
    Path key = openSsh.authorize(openSsh.key("key", arguments));

    assertThat(user(with(key, passphrase))).isEqualTo(OpenSsh.USER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-m RFC4716", "-m PEM", "-m PKCS8"})
  void aMissingOrWrongPassphraseIsReported(String format) throws IOException {
    Path key = openSsh.key("key", ("-t rsa -b 2048 -N mellon " + format).split(" "));

    assertThatThrownBy(() -> user(with(key, "")))
        .isInstanceOf(GuestException.class)
        .hasMessageContainingAll(
            "[vm1]",
            "[" + key + "] is encrypted",
            "set its passphrase as [multihost.vm.vm1.passphrase]");
    assertThatThrownBy(() -> user(with(key, "friend")))
        .hasMessageContaining("[" + key + "] is encrypted, and the passphrase")
        .hasMessageNotContaining("friend");
  }

  @Test
  void aFileThatIsNoPrivateKeyIsReportedWithWhatItIs() throws IOException {
    Path key = openSsh.key("key", "-t", "ed25519", "-N", "");
    Path putty = Files.writeString(directory.resolve("ppk"), "PuTTY-User-Key-File-3: ssh-rsa\n");
    Path text = Files.writeString(directory.resolve("text"), "hello\n");
    String damaged = Files.readString(key).replaceFirst("\nb3Bl", "\nb3Bs");

    assertIsReported(directory.resolve("none"), "does not exist");
    assertIsReported(directory, "cannot be read: ");
    assertIsReported(Path.of(key + ".pub"), "is a public key; name the file of the private key");
    assertIsReported(putty, "has the format of PuTTY; convert it: puttygen " + putty);
    assertIsReported(text, "is not a private key in a format of OpenSSH");
    assertIsReported(
        Files.writeString(directory.resolve("damaged"), damaged), "is damaged, or of an unknown");
    Files.writeString(Path.of(key + "-cert.pub"), "ssh-ed25519-cert-v01@openssh.com AAAA\n");
    assertThatThrownBy(() -> user(with(key, "")))
        .hasMessageContaining("[" + key + "-cert.pub] is not a certificate of OpenSSH");
  }

  private void assertIsReported(Path identity, String problem) {
    assertThatThrownBy(() -> user(with(identity, "")))
        .isInstanceOf(GuestException.class)
        .hasMessageContainingAll("virtual machine [vm1]", "[" + identity + "] " + problem);
  }

  @Test
  void aKeyThatTheGuestDoesNotAcceptIsNamed() throws IOException {
    Path key = openSsh.key("key", "-t", "ed25519", "-N", "");

    assertThatThrownBy(() -> user(with(key, "")))
        .hasMessageContainingAll(
            "was refused: the server took none of [the key [ssh-ed25519 SHA256:",
            "and takes [publickey, password",
            "check its user, password and identity");
  }

  @Test
  void aPasswordLogsIn() {
    GuestCredentials right =
        new GuestCredentials(
            OpenSsh.USER, Optional.of(OpenSsh.PASSWORD), Optional.empty(), Optional.empty());
    GuestCredentials wrong =
        new GuestCredentials(
            OpenSsh.USER, Optional.of("please"), Optional.empty(), Optional.empty());

    assertThat(user(right)).isEqualTo(OpenSsh.USER);
    assertThatThrownBy(() -> user(wrong))
        .hasMessageContainingAll("was refused", "[the password]")
        .hasMessageNotContaining("please");
  }

  @Test
  void aCertificateBesideTheKeyLogsInWhileItIsValid() throws IOException {
    Path key = openSsh.key("key", "-t", "ed25519", "-N", "mellon");
    openSsh.certify(key, OpenSsh.USER, "+1d");
    assertThat(user(with(key, "mellon"))).isEqualTo(OpenSsh.USER);

    openSsh.certify(key, OpenSsh.USER, "20200101:20200102");
    assertThatThrownBy(() -> user(with(key, "mellon")))
        .hasMessageContainingAll(
            "the certificate [of the test] of the key [SHA256:",
            "for the users [tester], which is not valid now, but from [2020-01-01T");
  }

  @Test
  void theKeysOfAnAgentLogIn() throws IOException {
    Path key = openSsh.authorize(openSsh.key("key", "-t", "ed25519", "-N", ""));
    Path other = openSsh.key("other", "-t", "ecdsa", "-N", "");

    assertThat(userByAgent(openSsh.agent(other, key))).isEqualTo(OpenSsh.USER);
  }

  private String userByAgent(Path socket) {
    SshKeys keys = new SshKeys(List.of(), Optional.of(new AgentSocket(socket).requireKeys("vm1")));
    return user(keys, with(Path.of(GuestCredentials.AGENT), ""));
  }

  @Test
  void anAgentThatIsOfNoUseIsReported() throws IOException {
    assertThatThrownBy(() -> userByAgent(directory.resolve("none")))
        .hasMessageContaining("needs the agent at [" + directory.resolve("none"));
    Path socket = openSsh.agent();
    assertThatThrownBy(() -> userByAgent(socket))
        .hasMessageContainingAll("[" + socket + "] has none", "ssh-add");
  }

  @Test
  void anAgentWithMoreKeysThanTheServerTriesIsRefusedAtOnce() throws IOException {
    Path[] keys = new Path[7];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = openSsh.key("key" + i, "-t", "ed25519", "-N", "");
    }
    Path socket = openSsh.agent(keys);

    assertThatThrownBy(() -> userByAgent(socket))
        .hasMessageContainingAll("was refused", "Too many authentication failures");
  }
}
