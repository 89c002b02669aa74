package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;

/** The login of a guest's sessions: {@link MigrateVm#login()}. */
@API(status = EXPERIMENTAL, since = "0.1")
public enum Login {
  /** The login of the configuration, and {@link #SERIAL} if it has none. */
  DEFAULT,
  /** The second serial port, on which the guest's agent listens. */
  SERIAL,
  /**
   * A shell on the console, or a login there, of a guest of your own: with the user, the password
   * and the {@link MigrateVm#prompt() prompt} of the VM.
   */
  CONSOLE,
  /** SSH, through a port that is forwarded to the guest. */
  SSH,
  /** No sessions; a migration does not log in by itself either. */
  NONE
}
