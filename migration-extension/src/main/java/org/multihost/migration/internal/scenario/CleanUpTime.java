package org.multihost.migration.internal.scenario;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The time that all parts of the user's clean-up have together, from the start of the first. Safe
 * for use by several threads.
 */
public final class CleanUpTime {

  private final Duration limit;
  private @Nullable Long begin; // guarded by this; nanoseconds of the monotonic clock

  /** That long. */
  public CleanUpTime(Duration limit) {
    this.limit = limit;
  }

  /** The time left, never negative; the first call begins it. */
  public synchronized Duration left() {
    long now = System.nanoTime();
    if (begin == null) {
      begin = now;
    }
    Duration left = limit.minusNanos(now - begin);
    return left.isNegative() ? Duration.ZERO : left;
  }
}
