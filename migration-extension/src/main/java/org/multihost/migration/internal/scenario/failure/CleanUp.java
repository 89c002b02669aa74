package org.multihost.migration.internal.scenario.failure;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.multihost.migration.MultihostException;
import org.multihost.migration.internal.config.Durations;
import org.multihost.migration.internal.time.Time;

/** A part of the user's clean-up. No failure interrupts it; only its deadline does. */
public final class CleanUp {

  private CleanUp() {}

  /**
   * Runs the clean-up on this thread.
   *
   * @param doing the part's name, for the message at the deadline
   */
  public static void run(String doing, Duration limit, Time time, GuardedStep body)
      throws Throwable {
    CompletableFuture<Throwable> deadline = new CompletableFuture<>();
    time.after(limit, () -> deadline.complete(late(doing, limit)));
    try {
      Guarded.cleanUp(deadline, body::run);
      if (deadline.isDone()) {
        throw deadline.join();
      }
    } finally {
      deadline.cancel(false);
    }
  }

  private static MultihostException late(String doing, Duration limit) {
    return new MultihostException(
        "Clean-up [%s] did not end within %s (multihost.timeout.cleanup) and was interrupted"
            .formatted(doing, Durations.format(limit)));
  }
}
