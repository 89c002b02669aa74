package org.multihost.migration.internal.wire;

/** A throwable that happened in another process, rebuilt; it prints as the original. */
final class RebuiltException extends RuntimeException implements RebuiltThrowable {

  private static final long serialVersionUID = 1L;

  private final String originalType;

  RebuiltException(ThrowableRecord original) {
    super(original.message());
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
