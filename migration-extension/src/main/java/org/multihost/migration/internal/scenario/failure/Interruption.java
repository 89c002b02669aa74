package org.multihost.migration.internal.scenario.failure;

import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;

/** The exceptions that an interrupt of a thread causes. */
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

  /** A socket's timeout is an interrupt only by its type. */
  private static boolean isOne(Throwable thrown) {
    return thrown instanceof InterruptedException
        || thrown instanceof ClosedByInterruptException
        || thrown instanceof InterruptedIOException && !(thrown instanceof SocketTimeoutException);
  }
}
