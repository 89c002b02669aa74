package org.multihost.migration.internal.scenario.environment;

import java.time.Duration;
import org.multihost.migration.internal.config.Timeouts;

/**
 * The figures that bound the steps of one test or migration.
 *
 * @param vms how many VMs take part, at least 1: a test without any meets, too
 * @param migration the longest time of the phase MIGRATE without the test's own code
 * @param arrival the longest time from the end of that phase until the guest has been loaded
 */
public record WaitBounds(Timeouts timeouts, int vms, Duration migration, Duration arrival) {

  /** Of a test, outside of its migrations. */
  public static WaitBounds of(Timeouts timeouts, int vms) {
    return new WaitBounds(timeouts, Math.max(1, vms), Duration.ZERO, Duration.ZERO);
  }

  /** Of a class of which nothing but the timeouts is known. */
  public static WaitBounds ofAnyClass(Timeouts timeouts) {
    return new WaitBounds(timeouts, 1, timeouts.migration(), timeouts.migration());
  }
}
