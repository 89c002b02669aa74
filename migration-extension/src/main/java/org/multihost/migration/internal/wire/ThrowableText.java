package org.multihost.migration.internal.wire;

import org.jspecify.annotations.Nullable;

/**
 * Texts of a throwable that a test's own code has thrown: its methods may be overridden, and throw
 * in their turn, which must not hide the failure.
 */
public final class ThrowableText {

  private ThrowableText() {}

  /** As {@link Throwable#toString()}; its type and message where that throws. */
  public static String of(Throwable throwable) {
    try {
      return throwable.toString();
    } catch (Throwable noText) {
      String type = throwable.getClass().getName();
      String message = message(throwable);
      return message == null ? type : type + ": " + message;
    }
  }

  /** As {@link Throwable#getMessage()}; what it threw where it throws. */
  public static @Nullable String message(Throwable throwable) {
    try {
      return throwable.getMessage();
    } catch (Throwable noMessage) {
      return "getMessage() threw [" + noMessage.getClass().getName() + "]";
    }
  }
}
