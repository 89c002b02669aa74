package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.time.Duration;
import org.apiguardian.api.API;

/**
 * The console of a guest on this host: what the guest has written to it since the start of the VM's
 * process on this host. Safe for use by several threads.
 */
@API(status = EXPERIMENTAL, since = "0.1")
public interface GuestConsole {

  /**
   * The text so far, with QEMU at least its last megabyte; the log file of the console has all of
   * it. Bytes that are not valid UTF-8 are replaced.
   */
  String text();

  /** The last lines of the text, at most {@code count}. */
  String lastLines(int count);

  /**
   * Waits until the text contains {@code expected}, whether it was written before or after the
   * call.
   *
   * @throws GuestException if the text does not appear within {@code timeout}, or the VM's process
   *     ends first; the message has the last lines of the console
   */
  void await(String expected, Duration timeout);

  /**
   * Types a text on the console, for a boot menu, an installer or the passphrase of a disk; {@code
   * "\n"} is the Enter key. Does not wait for the guest to read it.
   *
   * @throws GuestException if the console takes no input, or the VM's process has ended
   */
  default void send(String text) {
    throw new GuestException("This console takes no input");
  }
}
