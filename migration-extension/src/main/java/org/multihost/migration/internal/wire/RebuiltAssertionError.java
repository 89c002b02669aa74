package org.multihost.migration.internal.wire;

import org.jspecify.annotations.Nullable;
import org.opentest4j.AssertionFailedError;

/** A failed assertion from another process, rebuilt; it prints as the original. */
final class RebuiltAssertionError extends AssertionFailedError implements RebuiltThrowable {

  private static final long serialVersionUID = 1L;

  private final String originalType;

  private RebuiltAssertionError(String type, @Nullable String message) {
    super(message);
    this.originalType = type;
  }

  private RebuiltAssertionError(
      String type, @Nullable String message, @Nullable String expected, @Nullable String actual) {
    super(message, expected, actual);
    this.originalType = type;
  }

  /**
   * Rebuilds an error. It has values only if the original had any, because an IDE then offers a
   * comparison.
   */
  static RebuiltAssertionError of(ThrowableRecord original) {
    boolean compares = original.expected() != null || original.actual() != null;
    return compares
        ? new RebuiltAssertionError(
            original.type(), original.message(), original.expected(), original.actual())
        : new RebuiltAssertionError(original.type(), original.message());
  }

  /** Does nothing: the frames of the original are set afterwards. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }

  @Override
  public String originalType() {
    return originalType;
  }

  @Override
  public String toString() {
    return getMessage() == null ? originalType : originalType + ": " + getMessage();
  }
}
