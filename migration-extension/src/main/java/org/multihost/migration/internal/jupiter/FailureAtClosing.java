package org.multihost.migration.internal.jupiter;

/**
 * A failure of another host that this one throws where JUnit closes a store: JUnit wraps an
 * exception from there in one that says only that it has failed to close a context, and reports an
 * error as it is.
 */
final class FailureAtClosing extends Error {

  private static final long serialVersionUID = 1L;

  FailureAtClosing(RuntimeException ofOthers) {
    super(ofOthers.getMessage(), ofOthers, true, false);
  }
}
