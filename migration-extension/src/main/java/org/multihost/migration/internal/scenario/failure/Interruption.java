package org.multihost.migration.internal.scenario.failure;

import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import org.multihost.migration.MultihostException;

/** The exceptions that an interrupt of a thread causes, and the flag that it leaves. */
public final class Interruption {

  private static final int MAX_DEPTH = 32;

  private Interruption() {}

  /** Returns whether an interrupt is among the causes of the throwable. */
  public static boolean caused(Throwable thrown) {
    int depth = 0;
    for (Throwable each = thrown; each != null && depth < MAX_DEPTH; each = each.getCause()) {
      if (isOne(each)) {
        return true;
      }
      depth++;
    }
    return false;
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
          "The interrupt flag was still set at the end of %s; let it throw its InterruptedException, or clear the flag with Thread.interrupted()"
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
