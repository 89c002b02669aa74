package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.time.Duration;
import org.apiguardian.api.API;

/**
 * A command that runs in the background of a guest, and migrates with it. Each call queries the
 * guest through a session on this host.
 */
@API(status = EXPERIMENTAL, since = "0.1")
public interface BackgroundWork {

  /** The number of the command in the guest, from 1. */
  int number();

  /** The command as it was started. */
  String command();

  /** Whether the command still runs. */
  boolean isRunning();

  /**
   * Waits until the command has ended.
   *
   * @throws GuestException if the command does not end within {@code timeout}
   */
  CommandResult await(Duration timeout);

  /**
   * Ends the command if it still runs, and returns its result with the output so far. The exit code
   * is then 143 (128 + SIGTERM), as in the shell. With QEMU, a command that ignores SIGTERM for 10
   * s is killed.
   */
  CommandResult stop();
}
