package org.multihost.migration.internal.wire;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An exception with a fault of its own, as of a test's class that overrides too much. */
public final class UnsoundException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** The method that does not do what it promises. */
  public enum Fault {
    NO_TRACE,
    FAILING_TRACE,
    FAILING_HASH_CODE,
    FAILING_CAUSE,
    ENDLESS_CAUSES
  }

  private final Fault fault;

  public UnsoundException(Fault fault) {
    super("the real cause");
    this.fault = fault;
  }

  @Override
  @SuppressWarnings("NullAway")
  public StackTraceElement[] getStackTrace() {
    failIf(Fault.FAILING_TRACE);
    return fault == Fault.NO_TRACE ? null : super.getStackTrace();
  }

  @Override
  public synchronized @Nullable Throwable getCause() {
    failIf(Fault.FAILING_CAUSE);
    return fault == Fault.ENDLESS_CAUSES ? new UnsoundException(fault) : super.getCause();
  }

  @Override
  public int hashCode() {
    failIf(Fault.FAILING_HASH_CODE);
    return Objects.hash(fault);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  private void failIf(Fault mine) {
    if (fault == mine) {
      throw new IllegalStateException("a fault of the exception's own");
    }
  }
}
