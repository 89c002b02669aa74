package org.multihost.migration.internal.scenario.migration;

import java.nio.file.Path;
import java.util.List;
import org.multihost.migration.internal.config.Settings;
import org.multihost.migration.internal.scenario.environment.HostsView;
import org.multihost.migration.internal.scenario.environment.StageWaits;
import org.multihost.migration.internal.scenario.environment.TestEnvironment;
import org.multihost.migration.internal.scenario.failure.GuardedStep;
import org.multihost.migration.internal.scenario.vm.TestVms;
import org.multihost.migration.internal.time.Time;

/** The test that a migration belongs to, as far as the migration's code needs it. */
public interface TestContext {

  /** Where the test runs. */
  TestEnvironment environment();

  /** The test's VMs. */
  TestVms vms();

  /** Tells the other hosts, for their messages, what this host does now. */
  void doing(String doing);

  /**
   * Runs a part of the test. When it throws, the other hosts are told before it unwinds; when
   * another host fails, it is interrupted.
   *
   * @param doing what it is, for the other hosts' messages
   */
  void guarded(String doing, GuardedStep step) throws Throwable;

  /** Reports a failure of this host, unless the test is known to have failed. */
  void failed(String doing, Throwable failure);

  /** As {@link #failed}, of what a thread has thrown that the extension has not interrupted. */
  void failedUninterrupted(String doing, Throwable failure);

  /**
   * As {@link #failed}, and returns when all hosts have diagnosed their VMs: what is cleaned up
   * after that is not seen any more, and a migration that is cancelled ends on both sides.
   */
  void unwinds(String doing, Throwable failure);

  /** Runs the clean-up of one migration's hooks, which no failure interrupts. */
  void cleanUpMigration(String doing, GuardedStep step) throws Throwable;

  /** Removes the files of a migration that was given up, unless the user wants to keep them. */
  void discard(List<Path> files);

  /** The hosts. */
  default HostsView hosts() {
    return environment().hosts();
  }

  /** The settings of this run of the test's class. */
  default Settings settings() {
    return environment().settings();
  }

  /** The clock of this host. */
  default Time time() {
    return environment().time();
  }

  /** Waits by that clock. */
  default StageWaits waits() {
    return new StageWaits(time());
  }
}
