package org.multihost.migration.internal.scenario.failure;

import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import org.multihost.migration.internal.wire.ThrowableParts;

/** The exceptions that an interrupt of a thread causes. */
public final class Interruption {

  private Interruption() {}

  /** Returns whether an interrupt is among the causes of the throwable. */
  public static boolean caused(Throwable thrown) {
    return ThrowableParts.chain(thrown).anyMatch(Interruption::isOne);
  }

  /** A socket's timeout is an interrupt only by its type. */
  private static boolean isOne(Throwable thrown) {
    return thrown instanceof InterruptedException
        || thrown instanceof ClosedByInterruptException
        || thrown instanceof InterruptedIOException && !(thrown instanceof SocketTimeoutException);
  }
}
