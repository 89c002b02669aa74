package org.multihost.migration.qemu;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.helpers.AbstractSession;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.shell.ProcessShellFactory;

/**
 * A real SSH server on this machine's loopback: its users are this one, its shell is the real one.
 */
public final class TestSshServer implements AutoCloseable {

  private final SshServer server = SshServer.setUpDefaultServer();
  private final KeyPair hostKey = newKey();
  private final KeyPair userKey = newKey();
  private final List<String> commands = new CopyOnWriteArrayList<>();

  /** Starts it; {@code password} or {@link #identity} lets anybody in. */
  public TestSshServer(String password) throws IOException {
    server.setHost("127.0.0.1");
    server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
    server.setPasswordAuthenticator((user, given, session) -> given.equals(password));
    server.setPublickeyAuthenticator(
        (user, key, session) -> KeyUtils.compareKeys(key, userKey.getPublic()));
    server.setCommandFactory(
        (channel, command) -> {
          commands.add(command);
          return new ProcessShellFactory(command, "sh", "-c", command).createShell(channel);
        });
    server.start();
  }

  private static KeyPair newKey() {
    try {
      return KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has this curve", e);
    }
  }

  public int port() {
    return server.getPort();
  }

  /** Waits until nobody is connected: a session closes here later than its client sees it. */
  public boolean becomesIdle() throws InterruptedException {
    List<AbstractSession> open = server.getActiveSessions();
    CountDownLatch closed = new CountDownLatch(open.size());
    open.forEach(session -> session.addCloseFutureListener(future -> closed.countDown()));
    return closed.await(60, TimeUnit.SECONDS);
  }

  /** What was executed here. */
  public List<String> commands() {
    return List.copyOf(commands);
  }

  /** Writes the private key of the user who may come in. */
  public Path identity(Path directory) throws IOException, GeneralSecurityException {
    Path file = directory.resolve("identity");
    try (OutputStream output = Files.newOutputStream(file)) {
      OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(userKey, "test", null, output);
    }
    return file;
  }

  /** Writes this server's key as those who know it have it. */
  public Path knownHosts(Path directory) throws IOException {
    return Files.writeString(
        directory.resolve("known_hosts"),
        "[127.0.0.1]:%d %s%n".formatted(port(), PublicKeyEntry.toString(hostKey.getPublic())));
  }

  @Override
  public void close() throws IOException {
    server.stop(true);
  }
}
