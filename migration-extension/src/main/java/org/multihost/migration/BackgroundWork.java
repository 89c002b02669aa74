package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.time.Duration;
import org.apiguardian.api.API;

/**
 * A command that runs in the background of a guest, wherever the guest is; each call asks the guest
 * through a session on this host.
 */
@API(status = EXPERIMENTAL, since = "0.1")
public interface BackgroundWork {

  /** Its number in the guest, from 1. */
  int number();

  /** The command as it was started. */
  String command();

  /** Whether it still runs. */
  boolean isRunning();

  /**
   * Waits for its end.
   *
   * @throws GuestException if it does not end in time
   */
  CommandResult await(Duration timeout);

  /**
   * Ends it, if it still runs, and returns what it had written; its exit code is then 143 (128 +
   * SIGTERM) as in the shell.
   */
  CommandResult stop();
}
