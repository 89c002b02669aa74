package org.multihost.migration.internal.jupiter;

import org.multihost.migration.internal.wire.ThrowableText;

/**
 * A failure of another host, or of a thread of this one, thrown while JUnit closes a store. It is
 * an error because JUnit reports an error unchanged, but wraps an exception in one that says only
 * that a context failed to close.
 */
final class FailureAtClosing extends Error {

  private static final long serialVersionUID = 1L;

  FailureAtClosing(Throwable failure) {
    super(ThrowableText.message(failure), failure, true, false);
  }
}
