package org.multihost.migration.qemu.guest.ssh;

import static org.apiguardian.api.API.Status.INTERNAL;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.GuestException;
import org.multihost.migration.spi.GuestCredentials;

/**
 * The keys that a login by SSH offers.
 *
 * @param pairs the keys of this process; the public key of a pair may be a certificate
 * @param agent the agent that has more of them
 */
@API(status = INTERNAL)
public record SshKeys(List<KeyPair> pairs, Optional<AgentSocket> agent) {

  private static final String AGENT_VARIABLE = "SSH_AUTH_SOCK";

  /** The absence of keys. */
  public static final SshKeys NONE = new SshKeys(List.of(), Optional.empty());

  /**
   * Returns the keys of some credentials.
   *
   * @param vm the VM's name, for messages
   * @throws GuestException if a file, its passphrase or the agent is of no use; the message says
   *     why
   */
  public static SshKeys of(String vm, GuestCredentials credentials) {
    if (credentials.identity().isEmpty()) {
      return NONE;
    }
    String identity = credentials.identity().get();
    if (identity.equals(GuestCredentials.AGENT)) {
      return new SshKeys(List.of(), Optional.of(agent(vm, System.getenv(AGENT_VARIABLE))));
    }
    IdentityFile file = new IdentityFile(vm, Path.of(identity), credentials.passphrase());
    return new SshKeys(file.read(), Optional.empty());
  }

  private static AgentSocket agent(String vm, @Nullable String socket) {
    if (socket == null || socket.isEmpty()) {
      throw new GuestException(
          "The SSH login in virtual machine [%s] needs the agent (multihost.vm.%1$s.identity = agent), and the environment variable [%s] is not set; start one: eval $(ssh-agent); ssh-add"
              .formatted(vm, AGENT_VARIABLE));
    }
    return new AgentSocket(Path.of(socket)).requireKeys(vm);
  }

  /** Creates a key pair of a kind that every server and every Java supports. */
  public static SshKeys made() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return new SshKeys(List.of(generator.generateKeyPair()), Optional.empty());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has this curve", e);
    }
  }

  /** Returns the Ed25519 pair that follows from a secret of 32 bytes. */
  public static SshKeys derived(byte[] secret) {
    return new SshKeys(List.of(new DerivedKey(secret).pair()), Optional.empty());
  }

  /** Returns the first public key that is no certificate, for a guest that is told of it. */
  public Optional<PublicKey> publicKey() {
    return pairs.stream()
        .map(KeyPair::getPublic)
        .filter(key -> !(key instanceof OpenSshCertificate))
        .findFirst();
  }

  /** Has a client offer these keys, and no others. */
  public void offerBy(SshClient client) {
    client.setKeyIdentityProvider(KeyIdentityProvider.wrapKeyPairs(pairs));
    agent.ifPresent(socket -> client.setAgentFactory(new AgentKeys(socket)));
  }
}
