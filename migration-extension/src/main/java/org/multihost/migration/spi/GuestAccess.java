package org.multihost.migration.spi;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.util.Optional;
import org.apiguardian.api.API;

/**
 * How a guest is reached: over which network, and how a shell is logged in.
 *
 * @param network whether the guest has a network with a port of this host forwarded to its SSH
 * @param login what a session runs over
 * @param user who logs in by SSH
 * @param password of that user
 * @param identity the path of that user's private key
 * @param sshPort the guest's port for SSH
 * @param regainAddress a command run on the serial session after each migration, before the login
 */
@API(status = EXPERIMENTAL, since = "0.1")
public record GuestAccess(
    boolean network,
    Login login,
    String user,
    Optional<String> password,
    Optional<String> identity,
    int sshPort,
    Optional<String> regainAddress) {

  /** What a session runs over. */
  @API(status = EXPERIMENTAL, since = "0.1")
  public enum Login {
    /** The second serial port, on which an agent listens. */
    SERIAL,
    /** SSH, through the forwarded port. */
    SSH,
    /** There is none. */
    NONE
  }

  /** The serial port, and no network. */
  public static final GuestAccess SERIAL =
      new GuestAccess(
          false, Login.SERIAL, "root", Optional.empty(), Optional.empty(), 22, Optional.empty());

  /** Without the password, for logs. */
  @Override
  public String toString() {
    return "GuestAccess [%s, network %s, user %s, port %s]"
        .formatted(login, network, user, sshPort);
  }
}
