package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.time.Duration;
import org.apiguardian.api.API;

/**
 * A piece of the test's own work that runs on a thread of its own on this host, beside the
 * migration; when it throws, the test fails at once, on every host. What still runs when the
 * migration is finished is stopped.
 */
@API(status = EXPERIMENTAL, since = "0.1")
public interface BackgroundStep {

  /** Its name, for messages. */
  String name();

  /** Whether it still runs. */
  boolean isRunning();

  /**
   * Waits until it has returned.
   *
   * @throws MultihostException if it does not in time
   */
  void await(Duration timeout);

  /**
   * Interrupts it, if it still runs, and waits until it has ended; what it throws then is no
   * failure.
   *
   * @throws MultihostException if it does not heed the interrupt
   */
  void stop();
}
