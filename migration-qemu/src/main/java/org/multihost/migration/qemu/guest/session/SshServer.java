package org.multihost.migration.qemu.guest.session;

import static org.apiguardian.api.API.Status.INTERNAL;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Map;
import java.util.Optional;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.keyverifier.RequiredServerKeyVerifier;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apiguardian.api.API;
import org.multihost.migration.GuestException;

/**
 * The SSH server of a guest, as this host reaches it, with the user's credentials.
 *
 * @param port the port of this host's loopback that is forwarded to it
 * @param user the name for the login
 * @param keys the user's keys
 * @param password the user's password
 * @param hostKey the server's host key, if it is known
 */
@API(status = INTERNAL)
public record SshServer(
    int port,
    String user,
    KeyIdentityProvider keys,
    Optional<String> password,
    Optional<PublicKey> hostKey) {

  /** Returns a server with a key pair made for it, and the host key that the guest has sent. */
  public static SshServer known(int port, KeyPair keys, String hostKey) {
    return new SshServer(
        port,
        "root",
        KeyIdentityProvider.wrapKeyPairs(keys),
        Optional.empty(),
        Optional.of(parse(hostKey)));
  }

  /**
   * Returns a server with a private key's file, a password, or both; its host key is not verified.
   */
  public static SshServer ofUser(
      int port, String user, Optional<Path> identity, Optional<String> password) {
    KeyIdentityProvider keys =
        identity
            .<KeyIdentityProvider>map(SshServer::fromFile)
            .orElse(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
    return new SshServer(port, user, keys, password, Optional.empty());
  }

  /** Creates a key pair of a kind that every server and every Java supports. */
  static KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has this curve", e);
    }
  }

  private static KeyPairProvider fromFile(Path identity) {
    FileKeyPairProvider provider = new FileKeyPairProvider(identity);
    provider.setPasswordFinder(FilePasswordProvider.EMPTY);
    return provider;
  }

  private static PublicKey parse(String line) {
    try {
      return PublicKeyEntry.parsePublicKeyEntry(line.strip())
          .resolvePublicKey(null, Map.of(), null);
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw new GuestException("Expected the guest's SSH host key, found [" + line + "]", e);
    }
  }

  /** Returns a client for this server only, which reads no SSH files of this host's user. */
  SshClient newClient() {
    SshClient client = SshClient.setUpDefaultClient();
    client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
    client.setKeyIdentityProvider(keys);
    password.ifPresent(client::addPasswordIdentity);
    client.setServerKeyVerifier(
        hostKey
            .<ServerKeyVerifier>map(RequiredServerKeyVerifier::new)
            .orElse(AcceptAllServerKeyVerifier.INSTANCE));
    return client;
  }

  public SocketAddress address() {
    return new InetSocketAddress("127.0.0.1", port);
  }

  @Override
  public String toString() {
    return user + "@127.0.0.1:" + port;
  }
}
