package org.multihost.migration.qemu.guest.ssh;

import static org.apiguardian.api.API.Status.INTERNAL;

import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.password.PasswordAuthenticationReporter;
import org.apache.sshd.client.auth.pubkey.PublicKeyAuthenticationReporter;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apiguardian.api.API;

/** The keys and passwords that a server has refused. Safe for use by several threads. */
@API(status = INTERNAL)
public final class RefusedOffers
    implements PublicKeyAuthenticationReporter, PasswordAuthenticationReporter {

  // Guarded by this.
  private final Set<String> offers = new LinkedHashSet<>();
  private List<String> methods = List.of();

  /** Has a client report its logins here. */
  public void listenTo(SshClient client) {
    client.setPublicKeyAuthenticationReporter(this);
    client.setPasswordAuthenticationReporter(this);
  }

  @Override
  public void signalAuthenticationFailure(
      ClientSession session,
      String service,
      KeyPair identity,
      boolean partial,
      List<String> serverMethods) {
    refused(text(identity.getPublic()), serverMethods);
  }

  @Override
  public void signalAuthenticationFailure(
      ClientSession session,
      String service,
      String password,
      boolean partial,
      List<String> serverMethods) {
    refused("the password", serverMethods);
  }

  /** A certificate that is not valid now is not even offered. */
  @Override
  public synchronized void signalIdentitySkipped(
      ClientSession session, String service, KeyPair identity) {
    offers.add(text(identity.getPublic()));
  }

  /* Both interfaces have it; what was refused is known one by one. */
  @Override
  public void signalAuthenticationExhausted(ClientSession session, String service) {}

  private synchronized void refused(String offer, List<String> serverMethods) {
    offers.add(offer);
    methods = List.copyOf(serverMethods);
  }

  private static String text(PublicKey key) {
    if (key instanceof OpenSshCertificate certificate) {
      return "the certificate [%s] of the key [%s] for the users %s, %s"
          .formatted(
              certificate.getId(),
              KeyUtils.getFingerPrint(certificate.getCertPubKey()),
              certificate.getPrincipals(),
              validity(certificate));
    }
    return "the key [%s %s]".formatted(KeyUtils.getKeyType(key), KeyUtils.getFingerPrint(key));
  }

  private static String validity(OpenSshCertificate certificate) {
    return OpenSshCertificate.isValidNow(certificate)
        ? "which is valid now"
        : "which is not valid now, but from [%s] to [%s]"
            .formatted(
                Instant.ofEpochSecond(certificate.getValidAfter()),
                Instant.ofEpochSecond(certificate.getValidBefore()));
  }

  /** Returns what was refused, for a message. */
  @Override
  public synchronized String toString() {
    return offers.isEmpty()
        ? "nothing was offered that the server takes"
        : "the server took none of %s, and takes %s".formatted(offers, methods);
  }
}
