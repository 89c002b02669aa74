package org.multihost.migration.internal.wire;

import org.opentest4j.TestAbortedException;

/** A failed assumption from another process, rebuilt; it prints as the original. */
public non-sealed class RebuiltAbortedException extends TestAbortedException
    implements RebuiltThrowable {

  static final NamedTypes<RebuiltAbortedException> TYPES =
      new NamedTypes<>(RebuiltAbortedException.class);

  private static final long serialVersionUID = 1L;

  private final String originalType;

  /** For subclasses with the original's name. */
  public RebuiltAbortedException(ThrowableRecord original) {
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

  @Override
  public String toString() {
    return getMessage() == null ? originalType : originalType + ": " + getMessage();
  }
}
