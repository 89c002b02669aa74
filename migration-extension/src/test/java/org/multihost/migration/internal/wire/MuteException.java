package org.multihost.migration.internal.wire;

/** An exception whose message cannot be read, as of a class with a fault of its own. */
public final class MuteException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  @Override
  public String getMessage() {
    throw new IllegalStateException("no message");
  }
}
