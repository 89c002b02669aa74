package org.multihost.migration.internal.scenario.environment;

import java.time.Duration;
import java.util.function.Function;

/** A step of a host that other hosts wait for, with its time limit. */
enum BoundedStep {
  /** Code of the test's own: a method, a step, a hook, another extension. */
  OWN_CODE("`code`", bounds -> bounds.timeouts().ownCode()),
  /** The user's clean-up after a test or a migration; at its limit it is interrupted. */
  CLEAN_UP("`cleanup`", bounds -> bounds.timeouts().cleanUp()),
  /** The start of the VMs whose home the host is. */
  START("5 min × VMs", bounds -> Duration.ofMinutes(5).multipliedBy(bounds.vms())),
  /** The first session of each VM. */
  LOGIN("`login` × VMs", bounds -> bounds.timeouts().login().multipliedBy(bounds.vms())),
  /** The preparation of the disks by the first host. */
  DISKS("`disks` × VMs", bounds -> bounds.timeouts().disks().multipliedBy(bounds.vms())),
  /** The exchange of a value between the two sides. */
  HAND_OVER("`handoff`", bounds -> bounds.timeouts().handoff()),
  /** The migration itself, with the delay before it. */
  MIGRATION("`migration` + delay", WaitBounds::migration),
  /** The loading of a guest that passes through a file, or that the source did not wait for. */
  ARRIVAL("`migration` through a file or with `notWaiting()`, else 0", WaitBounds::arrival),
  /** The end of the VMs' processes, and everything else that the extension does at a meeting. */
  FINISH("`finish` × VMs", bounds -> bounds.timeouts().finish().multipliedBy(bounds.vms()));

  private final String text;
  private final Function<WaitBounds, Duration> limit;

  BoundedStep(String text, Function<WaitBounds, Duration> limit) {
    this.text = text;
    this.limit = limit;
  }

  /** Returns the time limit of the step. */
  public Duration limit(WaitBounds bounds) {
    return limit.apply(bounds);
  }

  /**
   * Returns the text for the table of the waits: settings of {@code multihost.timeout} by their
   * last word.
   */
  public String text() {
    return text;
  }
}
