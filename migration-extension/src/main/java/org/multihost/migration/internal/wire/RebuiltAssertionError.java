package org.multihost.migration.internal.wire;

import org.jspecify.annotations.Nullable;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.ValueWrapper;

/**
 * A failed assertion from another process, rebuilt; it prints as the original. It has values only
 * if the original had any, because an IDE then offers a comparison.
 */
public non-sealed class RebuiltAssertionError extends AssertionFailedError
    implements RebuiltThrowable {

  static final NamedTypes<RebuiltAssertionError> TYPES =
      new NamedTypes<>(RebuiltAssertionError.class);

  private static final long serialVersionUID = 1L;

  private final String originalType;
  private final boolean compares;

  /** For subclasses with the original's name. */
  public RebuiltAssertionError(ThrowableRecord original) {
    super(original.message(), original.expected(), original.actual());
    this.originalType = original.type();
    this.compares = original.expected() != null || original.actual() != null;
  }

  @Override
  public boolean isExpectedDefined() {
    return compares;
  }

  @Override
  public boolean isActualDefined() {
    return compares;
  }

  @Override
  public @Nullable ValueWrapper getExpected() {
    return compares ? super.getExpected() : null;
  }

  @Override
  public @Nullable ValueWrapper getActual() {
    return compares ? super.getActual() : null;
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
