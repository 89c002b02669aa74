package org.multihost.migration.internal.wire;

import org.opentest4j.TestAbortedException;

/** A failed assumption that happened in another process, rebuilt; it prints as the original. */
final class RebuiltAbortedException extends TestAbortedException implements RebuiltThrowable {

  private static final long serialVersionUID = 1L;

  private final String originalType;

  RebuiltAbortedException(ThrowableRecord original) {
    super(original.message());
    this.originalType = original.type();
  }

  /** Its frames are the original's, which it is given. */
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
