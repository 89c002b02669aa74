package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.time.Duration;
import org.apiguardian.api.API;

/**
 * What a guest has written to its console on this host, from the start of its process here. Safe
 * for use by several threads.
 */
@API(status = EXPERIMENTAL, since = "0.1")
public interface GuestConsole {

  /** The whole text so far; bytes that are no UTF-8 are replaced. */
  String text();

  /** The last lines of the text, at most {@code count}. */
  String lastLines(int count);

  /**
   * Waits until the text contains {@code expected}, whether it came before or comes after the call.
   *
   * @throws GuestException if it does not come in time, or the machine goes away first; with the
   *     console's last lines
   */
  void await(String expected, Duration timeout);
}
