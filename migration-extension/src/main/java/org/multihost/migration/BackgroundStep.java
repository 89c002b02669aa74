package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.time.Duration;
import org.apiguardian.api.API;

/**
 * A step of the test that runs on a thread of its own on this host, in parallel with the migration.
 * If it throws, the test fails at once, on every host. A step that still runs when the migration is
 * finished is stopped; only what this interrupt causes, such as an {@link InterruptedException}, is
 * no failure then.
 */
@API(status = EXPERIMENTAL, since = "0.1")
public interface BackgroundStep {

  /** The name of the step, for messages. */
  String name();

  /** Whether the step still runs. */
  boolean isRunning();

  /**
   * Waits until the step has returned.
   *
   * @throws MultihostException if the step does not return within {@code timeout}, or this thread
   *     is interrupted
   */
  void await(Duration timeout);

  /**
   * Interrupts the step if it still runs, and waits until it has ended. An exception that this
   * interrupt causes is not a failure; whatever else the step throws, is.
   *
   * @throws MultihostException if the step does not end within 10 s after the interrupt
   */
  void stop();
}
