package org.multihost.migration.internal.scenario.failure;

import org.multihost.migration.HostLostException;
import org.multihost.migration.MultihostException;
import org.multihost.migration.PeerFailedException;
import org.multihost.migration.internal.rendezvous.TestScope;
import org.multihost.migration.internal.wire.RebuiltThrowable;
import org.multihost.migration.internal.wire.ThrowableParts;

/** The origin of a failure: this host, or another one that has reported it. */
final class HostsOfFailure {

  private HostsOfFailure() {}

  /**
   * Returns whether another host has reported this failure. The type alone does not tell: a test
   * can throw an exception of that type itself, or one that it kept from an earlier test.
   */
  static boolean isAnother(Throwable failure, TestScope scope) {
    return isCopyOfOwn(failure) || looksLikeAnothers(failure) && scope.failure().isPresent();
  }

  private static boolean looksLikeAnothers(Throwable failure) {
    return failure instanceof PeerFailedException
        || failure instanceof HostLostException
        || ThrowableParts.cause(failure) instanceof RebuiltThrowable;
  }

  /** Returns whether this is a copy of this host's own failure, received from the board. */
  static boolean isCopyOfOwn(Throwable failure) {
    return failure.getClass() == MultihostException.class
        && ThrowableParts.cause(failure) instanceof RebuiltThrowable;
  }

  /**
   * Returns the console's word for what has been reported: by another host, or by a thread of this
   * host's own that caught it.
   */
  static String ofOthers(Throwable cause) {
    if (isCopyOfOwn(cause)) {
      return "FAILED";
    }
    return Verdict.isAbort(cause) ? "ABORTED" : "BROKEN";
  }
}
