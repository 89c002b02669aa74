package org.multihost.migration.internal.scenario.failure;

import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import org.multihost.migration.MultihostException;
import org.multihost.migration.internal.wire.ThrowableParts;

/** The exceptions that an interrupt of a thread causes, and the flag that it leaves. */
public final class Interruption {

  /** The time for the test's own thread to report why it has interrupted another one. */
  public static final Duration FOR_CAUSE = Duration.ofSeconds(2);

  private Interruption() {}

  /** Returns whether an interrupt is among the causes of the throwable. */
  public static boolean caused(Throwable thrown) {
    return ThrowableParts.chain(thrown).anyMatch(Interruption::isOne);
  }

  /**
   * Requires that a step on a thread of its own has not left that thread interrupted, as the next
   * wait requires it of a step on the thread that runs the migration. Clears the flag.
   *
   * @throws MultihostException caused by an interrupt if the flag is set
   */
  public static void requireNoneLeftBy(String step) {
    if (Thread.interrupted()) {
      throw new MultihostException(
          "Found the interrupt flag set at the end of %s; clear the flag where the interrupt is handled, with Thread.interrupted()"
              .formatted(step),
          new InterruptedException());
    }
  }

  /** A socket's timeout is an interrupt only by its type. */
  private static boolean isOne(Throwable thrown) {
    return thrown instanceof InterruptedException
        || thrown instanceof ClosedByInterruptException
        || thrown instanceof InterruptedIOException && !(thrown instanceof SocketTimeoutException);
  }
}
