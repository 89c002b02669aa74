package org.multihost.migration.internal.scenario.migration;

import java.nio.file.Path;
import java.util.List;
import org.multihost.migration.internal.config.Settings;
import org.multihost.migration.internal.record.Recording;
import org.multihost.migration.internal.rendezvous.TestValues;
import org.multihost.migration.internal.scenario.environment.HostsView;
import org.multihost.migration.internal.scenario.environment.StageWaits;
import org.multihost.migration.internal.scenario.environment.TestEnvironment;
import org.multihost.migration.internal.scenario.failure.GuardedStep;
import org.multihost.migration.internal.scenario.failure.OwnWaits;
import org.multihost.migration.internal.scenario.vm.TestVms;
import org.multihost.migration.internal.time.Time;

/** The test that a migration belongs to, as far as the migration's code needs it. */
public interface TestContext {

  /** Returns the environment of the test. */
  TestEnvironment environment();

  /** Returns the VMs of the test. */
  TestVms vms();

  /** Returns the values that the steps of the test's migrations have put. */
  WorkValues workValues();

  /** Returns the values that the hosts of the test publish. */
  TestValues values();

  /** Records what this host does now, for the other hosts' messages. */
  void doing(String doing);

  /**
   * Runs a part of the test. Its failure is reported to the other hosts before it unwinds; a
   * failure of another host interrupts it.
   *
   * @param doing the part's name, for the other hosts' messages
   */
  void guarded(String doing, GuardedStep step) throws Throwable;

  /** Reports a failure of this host, unless one that prevails over it has been recorded already. */
  void failed(String doing, Throwable failure);

  /** As {@link #failed}, for a thread that the extension has not interrupted. */
  void failedUninterrupted(String doing, Throwable failure);

  /**
   * As {@link #failed}, and returns when all hosts have diagnosed their VMs. A diagnosis cannot see
   * what is cleaned up before it, and a cancelled migration ends on both sides.
   */
  void unwinds(String doing, Throwable failure);

  /** Returns the waits of the test's own code, and the end of its calls. */
  OwnWaits ownWaits();

  /**
   * Runs the clean-up of one migration's hooks on a thread of its own; neither a failure nor the
   * test's own code interrupts it.
   */
  void cleanUpMigration(String doing, GuardedStep step) throws Throwable;

  /** Removes the files of a migration that was cut short, unless the user wants to keep them. */
  void discard(List<Path> files);

  /** Returns the recording of the test. */
  default Recording recording() {
    return environment().logs().recording();
  }

  /** Returns the hosts of the test. */
  default HostsView hosts() {
    return environment().hosts();
  }

  /** Returns the settings of this run of the test's class. */
  default Settings settings() {
    return environment().settings();
  }

  /** Returns the clock of this host. */
  default Time time() {
    return environment().time();
  }

  /** Returns the waits by that clock. */
  default StageWaits waits() {
    return new StageWaits(time());
  }
}
