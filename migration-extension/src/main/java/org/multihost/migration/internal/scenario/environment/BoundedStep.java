package org.multihost.migration.internal.scenario.environment;

import java.time.Duration;
import java.util.function.Function;

/** A step of a host that others wait for, and its longest time. */
public enum BoundedStep {
  /** Code of the test's own: a method, a step, a hook, another extension. */
  OWN_CODE("`code`", bounds -> bounds.timeouts().ownCode()),
  /** The user's clean-up after a test or a migration; it is interrupted then. */
  CLEAN_UP("`cleanup`", bounds -> bounds.timeouts().cleanUp()),
  /** The start of the VMs whose home the host is. */
  START("5 min × VMs", bounds -> Duration.ofMinutes(5).multipliedBy(bounds.vms())),
  /** The first session of each VM. */
  LOGIN("`login` × VMs", bounds -> bounds.timeouts().login().multipliedBy(bounds.vms())),
  /** The preparation of the disks by the master. */
  DISKS("`disks` × VMs", bounds -> bounds.timeouts().disks().multipliedBy(bounds.vms())),
  /** The hand-over of a value between the two sides. */
  HAND_OVER("`handoff`", bounds -> bounds.timeouts().handoff()),
  /** The migration itself, with the delay before it. */
  MIGRATION("`migration` + delay", WaitBounds::migration),
  /** The load of a guest that passes through a file, or that the source did not wait for. */
  ARRIVAL("`migration` through a file or with `notWaiting()`, else 0", WaitBounds::arrival),
  /** The end of the processes of VMs, and everything else of ours at a meeting. */
  FINISH("`finish` × VMs", bounds -> bounds.timeouts().finish().multipliedBy(bounds.vms()));

  private final String text;
  private final Function<WaitBounds, Duration> limit;

  BoundedStep(String text, Function<WaitBounds, Duration> limit) {
    this.text = text;
    this.limit = limit;
  }

  /** The longest time that it is allowed. */
  public Duration limit(WaitBounds bounds) {
    return limit.apply(bounds);
  }

  /** For the table of the waits: settings of {@code multihost.timeout} by their last word. */
  public String text() {
    return text;
  }
}
