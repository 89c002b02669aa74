package org.multihost.migration.internal.scenario.migration;

/** The place of a guest when a migration of it has ended. */
enum GuestPlace {
  /** The source has it, and only the source. */
  SOURCE,
  /** The destination has it, and only the destination. */
  DESTINATION,
  /** Neither has it: a process has ended, or a postcopy broke. */
  LOST,
  /** Both have it, or both say that they do: an error of its own. */
  BOTH
}
