package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apiguardian.api.API;

/**
 * A logged-in shell in the guest, valid on the host that the VM is on. After a migration, call
 * {@link VirtualMachine#session()} again.
 *
 * <p>The guest's POSIX shell runs one command at a time; a call on another thread waits for its
 * turn. Standard output and standard error are returned together, in the order written.
 */
@API(status = EXPERIMENTAL, since = "0.1")
public interface GuestSession {

  /**
   * Runs a command and waits for its end, at most {@code multihost.timeout.command} (60 s).
   *
   * @throws GuestException if the exit status is not 0, with the output in the message; or if the
   *     command does not end in time
   */
  CommandResult run(String command);

  /** Runs a command as {@link #run(String)} does, with a timeout of its own. */
  CommandResult run(String command, Duration timeout);

  /**
   * Runs a command and waits for its end, whatever its exit status.
   *
   * @throws GuestException if the command does not end in time
   */
  CommandResult runUnchecked(String command);

  /** Runs a command as {@link #runUnchecked(String)} does, with a timeout of its own. */
  CommandResult runUnchecked(String command, Duration timeout);

  /** Starts a command in the background of the guest; it migrates with the guest. */
  BackgroundWork start(String command);

  /**
   * All commands that {@link #start(String)} started in this guest, in that order, on whichever
   * host each was started.
   */
  List<BackgroundWork> started();

  /**
   * Copies a file of this host into the guest, and compares size and SHA-256.
   *
   * @throws GuestException if the file cannot be written, or the copy differs
   */
  void copyTo(Path local, String remote);

  /**
   * Copies a file of the guest to this host, and compares size and SHA-256.
   *
   * @throws GuestException if the file cannot be read, or the copy differs
   */
  void copyFrom(String remote, Path local);
}
