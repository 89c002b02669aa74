package org.multihost.migration.internal.scenario.failure;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.multihost.migration.MultihostException;
import org.multihost.migration.internal.config.text.Durations;
import org.multihost.migration.internal.time.Time;

/** A part of the user's clean-up. No failure interrupts it; only its deadline does. */
public final class CleanUp {

  /** The limit for clean-up to end after its deadline has interrupted it. */
  private static final Duration FOR_INTERRUPT = Duration.ofSeconds(10);

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

  /**
   * Runs the clean-up on a thread of its own, and waits for it. The calling thread may be one that
   * the test's own code interrupts, as {@code assertTimeoutPreemptively} does: such an interrupt
   * does not reach the clean-up, and is set on the calling thread again afterwards.
   *
   * @param doing the part's name, for the message at the deadline
   */
  public static void runApart(String doing, Duration limit, Time time, GuardedStep body)
      throws Throwable {
    CompletableFuture<Optional<Throwable>> end = new CompletableFuture<>();
    Thread thread =
        time.thread(doing, () -> end.complete(thrownBy(() -> run(doing, limit, time, body))));
    Guarded.delayed(
        () -> {
          thread.start();
          Optional<Throwable> thrown =
              time.awaitUninterruptibly(
                  end, limit.plus(FOR_INTERRUPT), Optional.of(deaf(doing, limit)));
          if (thrown.isPresent()) {
            throw thrown.get();
          }
        });
  }

  private static Optional<Throwable> thrownBy(GuardedStep body) {
    try {
      body.run();
      return Optional.empty();
    } catch (Throwable thrown) {
      return Optional.of(thrown);
    }
  }

  private static MultihostException deaf(String doing, Duration limit) {
    return new MultihostException(
        "Clean-up [%s] was interrupted after %s (multihost.timeout.cleanup), and did not end within %s"
            .formatted(doing, Durations.format(limit), Durations.format(FOR_INTERRUPT)));
  }

  private static MultihostException late(String doing, Duration limit) {
    return new MultihostException(
        "Clean-up [%s] did not end within %s (multihost.timeout.cleanup) and was interrupted"
            .formatted(doing, Durations.format(limit)));
  }
}
