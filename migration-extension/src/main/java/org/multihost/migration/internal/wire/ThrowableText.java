package org.multihost.migration.internal.wire;

import org.jspecify.annotations.Nullable;

/**
 * The texts of a throwable from a test's own code. Its methods may be overridden and may throw,
 * which must not hide the failure.
 */
public final class ThrowableText {

  private ThrowableText() {}

  /** Returns {@link Throwable#toString()}, or the type and the message if that throws. */
  public static String of(Throwable throwable) {
    try {
      return throwable.toString();
    } catch (Throwable noText) {
      String type = throwable.getClass().getName();
      String message = message(throwable);
      return message == null ? type : type + ": " + message;
    }
  }

  /**
   * Returns {@link Throwable#getMessage()}, or a text with the type of the exception that it
   * throws.
   */
  public static @Nullable String message(Throwable throwable) {
    try {
      return throwable.getMessage();
    } catch (Throwable noMessage) {
      return "getMessage() threw [" + noMessage.getClass().getName() + "]";
    }
  }
}
