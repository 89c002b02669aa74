package org.multihost.migration.internal.scenario.failure;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.internal.time.Time;

/**
 * The time limit of all parts of the user's clean-up together, from the start of the first part.
 * Safe for use by several threads.
 */
public final class CleanUpTime {

  private final Duration limit;
  private final Time time;
  private @Nullable Long begin; // guarded by this; in nanoseconds of the clock

  public CleanUpTime(Duration limit, Time time) {
    this.limit = limit;
    this.time = time;
  }

  /** Returns the time left, never negative; the first call starts the time. */
  public synchronized Duration left() {
    if (begin == null) {
      begin = time.nanos();
    }
    Duration left = limit.minus(time.since(begin));
    return left.isNegative() ? Duration.ZERO : left;
  }
}
