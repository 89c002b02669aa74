package org.multihost.migration.spi;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.util.Optional;
import org.apiguardian.api.API;

/**
 * The credentials of a login to a guest of the user's own.
 *
 * @param user the name of the user
 * @param password the password of that user
 * @param identity the path of that user's private key, or {@link #AGENT}
 * @param passphrase the passphrase of the private key
 */
@API(status = EXPERIMENTAL, since = "0.1")
public record GuestCredentials(
    String user,
    Optional<String> password,
    Optional<String> identity,
    Optional<String> passphrase) {

  /** The identity that stands for all keys of the SSH agent of the test's user. */
  public static final String AGENT = "agent";

  /** The user root without any key or password. */
  public static final GuestCredentials ROOT =
      new GuestCredentials("root", Optional.empty(), Optional.empty(), Optional.empty());

  /** The credentials without their secrets, for logs. */
  @Override
  public String toString() {
    return "GuestCredentials [user %s, identity %s]".formatted(user, identity.orElse("none"));
  }
}
