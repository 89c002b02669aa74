package org.multihost.migration.qemu.machine;

/** What a QEMU does when it is up. */
public enum StartMode {
  /** It runs the guest. */
  RUNNING,
  /** It waits to be told to run the guest. */
  PAUSED,
  /** It waits for a migration. */
  INCOMING,
  /** It waits for the saved state of a guest that has booted before, and runs that. */
  SAVED
}
