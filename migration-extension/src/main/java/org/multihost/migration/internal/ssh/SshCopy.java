package org.multihost.migration.internal.ssh;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.keyverifier.KnownHostsServerKeyVerifier;
import org.apache.sshd.client.keyverifier.RejectAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.multihost.migration.MultihostException;
import org.multihost.migration.internal.config.SshTarget;
import org.multihost.migration.internal.config.text.Durations;
import org.multihost.migration.spi.text.ShellWord;

/**
 * A copy of files to a host by SSH, which needs nothing but a POSIX shell there. An unknown server
 * is refused.
 *
 * @param limit the timeout for each file
 */
public record SshCopy(SshTarget target, Duration limit) {

  private static final Path KNOWN_HOSTS =
      Path.of(System.getProperty("user.home"), ".ssh", "known_hosts");

  /**
   * Sends a file to the same path on that host, where it appears when it is complete.
   *
   * @throws MultihostException if the copy fails or times out
   */
  public void send(Path file) {
    long deadline = System.nanoTime() + limit.toNanos();
    try (SshClient client = newClient()) {
      client.start();
      try (ClientSession session = login(client, deadline);
          InputStream content = Files.newInputStream(file)) {
        String path = ShellWord.of(file.toString());
        String partial = ShellWord.of(partialOf(file).toString());
        pipe(session, "cat >%1$s && mv %1$s %2$s".formatted(partial, path), content, deadline);
      }
    } catch (IOException failed) {
      throw new MultihostException(
          "File [%s] cannot be sent to [%s] (multihost.host.<host>.ssh) within %s: %s"
              .formatted(file, target, Durations.format(limit), failed.getMessage()),
          failed);
    }
  }

  /** Returns the path of a file on that host until it is complete. */
  public static Path partialOf(Path file) {
    return file.resolveSibling(file.getFileName() + ".part");
  }

  private SshClient newClient() {
    SshClient client = SshClient.setUpDefaultClient();
    client.setServerKeyVerifier(
        new KnownHostsServerKeyVerifier(
            RejectAllServerKeyVerifier.INSTANCE, target.knownHosts().orElse(KNOWN_HOSTS)));
    target
        .identity()
        .ifPresent(
            identity -> {
              FileKeyPairProvider keys = new FileKeyPairProvider(identity);
              keys.setPasswordFinder(FilePasswordProvider.EMPTY);
              client.setKeyIdentityProvider(keys);
            });
    return client;
  }

  private ClientSession login(SshClient client, long deadline) throws IOException {
    ClientSession session =
        client
            .connect(target.user().orElse(null), target.address(), target.port().orElse(0))
            .verify(left(deadline))
            .getSession();
    session.auth().verify(left(deadline));
    return session;
  }

  private static void pipe(
      ClientSession session, String command, InputStream content, long deadline)
      throws IOException {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    try (ChannelExec channel = session.createExecChannel(command)) {
      channel.setIn(content);
      channel.setOut(said);
      channel.setErr(said);
      channel.open().verify(left(deadline));
      channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), left(deadline));
      Integer status = channel.getExitStatus();
      if (status == null || status != 0) {
        String end =
            channel.isOpen()
                ? "did not end"
                : status == null ? "was cut off" : "ended with status [" + status + "]";
        throw new IOException(
            "[%s] %s and said [%s]"
                .formatted(command, end, said.toString(StandardCharsets.UTF_8).strip()));
      }
    }
  }

  private static Duration left(long deadline) {
    return Duration.ofNanos(Math.max(1_000_000, deadline - System.nanoTime()));
  }
}
