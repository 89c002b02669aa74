package org.multihost.migration.internal.wire;

/** What a rebuilt throwable tells of its original. */
public sealed interface RebuiltThrowable
    permits RebuiltAssertionError, RebuiltAbortedException, RebuiltException {

  /** The original's class name. */
  String originalType();
}
