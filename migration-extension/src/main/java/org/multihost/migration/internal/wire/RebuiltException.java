package org.multihost.migration.internal.wire;

/** A throwable from another process, rebuilt; it prints as the original. */
public non-sealed class RebuiltException extends RuntimeException implements RebuiltThrowable {

  static final NamedTypes<RebuiltException> TYPES = new NamedTypes<>(RebuiltException.class);

  private static final long serialVersionUID = 1L;

  private final String originalType;

  /** For subclasses with the original's name. */
  public RebuiltException(ThrowableRecord original) {
    super(original.message());
    this.originalType = original.type();
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

  /** Returns the text with the original's type, for summaries that show no class. */
  @Override
  public String getLocalizedMessage() {
    return toString();
  }

  @Override
  public String toString() {
    return getMessage() == null ? originalType : originalType + ": " + getMessage();
  }
}
