package org.multihost.migration.internal.scenario;

import org.multihost.migration.Lifecycle;
import org.multihost.migration.internal.config.VmPlan;
import org.multihost.migration.spi.VmSpec;

/** Plans of VMs in memory. */
public final class VmPlans {

  private VmPlans() {}

  /** A small VM whose home is that host. */
  public static VmPlan on(String host, String name) {
    return on(host, name, false);
  }

  /** The same, started paused. */
  public static VmPlan asleepOn(String host, String name) {
    return on(host, name, true);
  }

  private static VmPlan on(String host, String name, boolean startPaused) {
    return new VmPlan(
        VmSpec.builder(name).memory(64L << 20).startPaused(startPaused).build(),
        host,
        false,
        Lifecycle.PER_METHOD);
  }
}
