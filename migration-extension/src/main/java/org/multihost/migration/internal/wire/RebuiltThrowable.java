package org.multihost.migration.internal.wire;

/** A throwable from another process, rebuilt, with the class name of its original. */
public sealed interface RebuiltThrowable
    permits RebuiltAssertionError, RebuiltAbortedException, RebuiltException {

  /** The original's class name. */
  String originalType();
}
