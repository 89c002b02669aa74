package org.multihost.migration.internal.scenario.vm;

/** The reasons for which a VM on this host may be paused. Safe for use by several threads. */
final class PauseRecord {

  private boolean neverRan; // guarded by this
  private boolean byTest; // guarded by this
  private boolean forMigration; // guarded by this

  PauseRecord(boolean startsPaused) {
    this.neverRan = startsPaused;
  }

  /** Records that the VM has arrived on this host. */
  synchronized void arrived(boolean withoutHavingRun) {
    neverRan = withoutHavingRun;
    byTest = false;
  }

  /** Records that the VM has moved to a host. */
  synchronized void moved() {
    forMigration = false;
  }

  /** Records that the VM has a new process on this host. */
  synchronized void restarted(boolean paused) {
    neverRan = paused;
    byTest = false;
    forMigration = false;
  }

  synchronized void pausedByTest() {
    byTest = true;
  }

  synchronized void resumed() {
    neverRan = false;
    byTest = false;
  }

  /** Records whether an offline migration has paused the VM, which ran until then. */
  synchronized void pausedForMigration(boolean paused) {
    forMigration = paused;
  }

  /** Ends the pause for a migration; returns whether there was one. */
  synchronized boolean endForMigration() {
    boolean was = forMigration;
    forMigration = false;
    return was;
  }

  /** Returns whether the VM was started paused and has never run. */
  synchronized boolean neverRan() {
    return neverRan;
  }

  synchronized boolean isByTest() {
    return byTest;
  }
}
