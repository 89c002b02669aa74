package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apiguardian.api.API;

/**
 * A logged-in shell in the guest, valid on the host that the machine lives on; ask {@link
 * VirtualMachine#session()} again after a migration.
 *
 * <p>Commands are run by the guest's POSIX shell one after the other; a second thread waits for its
 * turn. Standard output and error come together, in the order written.
 */
@API(status = EXPERIMENTAL, since = "0.1")
public interface GuestSession {

  /**
   * Runs a command and waits for its end, at most {@code multihost.timeout.command} (60 s).
   *
   * @throws GuestException if it exits with another status than 0, with the output; or if it does
   *     not end in time
   */
  CommandResult run(String command);

  /** As {@link #run(String)}, with a time limit of its own. */
  CommandResult run(String command, Duration timeout);

  /**
   * Runs a command and waits for its end, whatever its exit status.
   *
   * @throws GuestException if it does not end in time
   */
  CommandResult runUnchecked(String command);

  /** As {@link #runUnchecked(String)}, with a time limit of its own. */
  CommandResult runUnchecked(String command, Duration timeout);

  /** Starts a command in the background of the guest; it migrates with the guest. */
  BackgroundWork start(String command);

  /**
   * All that {@link #start(String)} started in this guest, in that order, on whichever host it was
   * started.
   */
  List<BackgroundWork> started();

  /**
   * Copies a file of this host into the guest, and compares size and SHA-256.
   *
   * @throws GuestException if it cannot be written, or is another one there
   */
  void copyTo(Path local, String remote);

  /**
   * Copies a file of the guest to this host, and compares size and SHA-256.
   *
   * @throws GuestException if it cannot be read, or is another one here
   */
  void copyFrom(String remote, Path local);
}
