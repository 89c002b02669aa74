package org.multihost.migration.qemu.guest.ssh;

import java.util.Optional;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.session.SessionContext;
import org.jspecify.annotations.Nullable;

/** The passphrase for one private key, which knows whether the key is encrypted. */
final class Passphrase implements FilePasswordProvider {

  private final Optional<String> given;
  private boolean asked;

  Passphrase(Optional<String> given) {
    this.given = given;
  }

  @Override
  public @Nullable String getPassword(
      @Nullable SessionContext session, NamedResource resource, int retry) {
    asked = true;
    return given.orElse(null);
  }

  boolean wasAsked() {
    return asked;
  }
}
