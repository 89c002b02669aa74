package org.multihost.migration.spi;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.util.Optional;
import org.apiguardian.api.API;
import org.multihost.migration.CloudInit;

/**
 * The access to a guest: its network, and the login of its shell.
 *
 * @param network whether the guest has a network, with a port of this host forwarded to its SSH
 *     port
 * @param login the channel of a session
 * @param credentials those of the login
 * @param sshPort the guest's SSH port
 * @param regainAddress a command that runs in the serial session after each migration, before the
 *     login
 * @param prompt a regular expression for the end of the shell's prompt on the console
 * @param cloudInit the preparation of the guest's image at its boot; a driver that has none must
 *     refuse it in {@link VirtualMachineDriver#verify}
 * @param userData the test's own user-data for it: a path, or the content itself if it begins with
 *     {@code #} or {@code Content-Type:}
 */
@API(status = EXPERIMENTAL, since = "0.1")
public record GuestAccess(
    boolean network,
    Login login,
    GuestCredentials credentials,
    int sshPort,
    Optional<String> regainAddress,
    Optional<String> prompt,
    CloudInit cloudInit,
    Optional<String> userData) {

  /** The channel of a session. */
  @API(status = EXPERIMENTAL, since = "0.1")
  public enum Login {
    /** The second serial port, on which the guest's agent listens. */
    SERIAL,
    /** A shell on the guest's console. */
    CONSOLE,
    /** SSH, through the forwarded port. */
    SSH,
    /** No sessions. */
    NONE
  }

  /** The access through the serial port, without a network. */
  public static final GuestAccess SERIAL =
      new GuestAccess(
          false,
          Login.SERIAL,
          GuestCredentials.ROOT,
          22,
          Optional.empty(),
          Optional.empty(),
          CloudInit.NONE,
          Optional.empty());

  /** Whether the image is prepared at its boot. */
  public boolean prepared() {
    return cloudInit != CloudInit.NONE;
  }

  /** The access without its secrets, for logs. */
  @Override
  public String toString() {
    return "GuestAccess [%s, network %s, user %s, port %s]"
        .formatted(login, network, credentials.user(), sshPort);
  }
}
