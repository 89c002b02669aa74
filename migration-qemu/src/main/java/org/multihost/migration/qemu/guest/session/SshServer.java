package org.multihost.migration.qemu.guest.session;

import static org.apiguardian.api.API.Status.INTERNAL;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.Map;
import java.util.Optional;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.keyverifier.RequiredServerKeyVerifier;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apiguardian.api.API;
import org.multihost.migration.GuestException;
import org.multihost.migration.qemu.guest.ssh.SshKeys;
import org.multihost.migration.spi.GuestCredentials;

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
    int port, String user, SshKeys keys, Optional<String> password, Optional<PublicKey> hostKey) {

  /** Returns a server with keys that it was told of, and the host key that it has sent. */
  public static SshServer known(int port, SshKeys keys, String hostKey) {
    return new SshServer(port, "root", keys, Optional.empty(), Optional.of(parse(hostKey)));
  }

  /** Returns a server with a key, a password, or both; its host key is not verified. */
  public static SshServer ofUser(int port, SshKeys keys, GuestCredentials credentials) {
    return new SshServer(port, credentials.user(), keys, credentials.password(), Optional.empty());
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
    keys.offerBy(client);
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
