package org.multihost.migration.internal.scenario.migration;

/** The place of a guest when a migration has ended. */
enum GuestPlace {
  /** Only the source has the guest. */
  SOURCE,
  /** Only the destination has the guest. */
  DESTINATION,
  /** Neither side has the guest: a process has ended, or a postcopy broke. */
  LOST,
  /** Both sides have the guest, or may have it: an error of its own. */
  BOTH
}
