package org.multihost.migration.internal.wire;

import org.opentest4j.AssertionFailedError;

/** A failed assertion that happened in another process, rebuilt; it prints as the original. */
final class RebuiltAssertionError extends AssertionFailedError implements RebuiltThrowable {

  private static final long serialVersionUID = 1L;

  private final String originalType;

  RebuiltAssertionError(ThrowableRecord original) {
    super(original.message(), original.expected(), original.actual());
    this.originalType = original.type();
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
