package org.multihost.migration.internal.jupiter;

/**
 * A failure of another host, thrown while JUnit closes a store. It is an error because JUnit
 * reports an error unchanged, but wraps an exception in one that says only that a context failed to
 * close.
 */
final class FailureAtClosing extends Error {

  private static final long serialVersionUID = 1L;

  FailureAtClosing(RuntimeException ofOthers) {
    super(ofOthers.getMessage(), ofOthers, true, false);
  }
}
