package org.multihost.migration.internal.scenario.failure;

import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;

/** Exceptions that an interrupt of the thread brings about. */
public final class Interruption {

  private static final int MAX_DEPTH = 32;

  private Interruption() {}

  /** Whether an interrupt is among the causes of what was thrown. */
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

  /** A socket's timeout is, by its type only, an interrupt. */
  private static boolean isOne(Throwable thrown) {
    return thrown instanceof InterruptedException
        || thrown instanceof ClosedByInterruptException
        || thrown instanceof InterruptedIOException && !(thrown instanceof SocketTimeoutException);
  }
}
