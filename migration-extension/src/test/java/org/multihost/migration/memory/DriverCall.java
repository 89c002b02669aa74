package org.multihost.migration.memory;

/** A call of a driver that a script can delay or let fail. */
public enum DriverCall {
  VERIFY,
  CLONE_DISKS,
  START,
  START_INCOMING,
  LISTEN,
  LOGIN,
  CLOSE
}
