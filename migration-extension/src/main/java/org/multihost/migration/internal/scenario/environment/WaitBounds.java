package org.multihost.migration.internal.scenario.environment;

import java.time.Duration;
import org.multihost.migration.internal.config.Timeouts;

/**
 * The figures that bound the steps of one test or migration.
 *
 * @param timeouts the timeouts of the test or migration
 * @param vms the number of VMs that take part, at least 1: hosts of a test without VMs meet, too
 * @param migration the longest duration of the phase MIGRATE, without the test's own code
 * @param arrival the longest time from the end of that phase until the guest has been loaded
 */
public record WaitBounds(Timeouts timeouts, int vms, Duration migration, Duration arrival) {

  /** Returns the bounds of a test, outside of its migrations. */
  public static WaitBounds of(Timeouts timeouts, int vms) {
    return new WaitBounds(timeouts, Math.max(1, vms), Duration.ZERO, Duration.ZERO);
  }

  /** Returns the bounds of a class of which only the timeouts are known. */
  public static WaitBounds ofAnyClass(Timeouts timeouts) {
    return new WaitBounds(timeouts, 1, timeouts.migration(), timeouts.migration());
  }
}
