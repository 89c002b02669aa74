package org.multihost.migration.qemu.faults;

import java.util.List;

/** Where in a migration a fault is set: a phase, and the hosts whose own code runs in it. */
enum FaultPoint {
  PREPARE_DISKS("source"),
  START_WORK("source"),
  BEFORE_MIGRATION("source", "destination"),
  MIGRATE("source", "destination"),
  MIGRATED("source", "destination"),
  CHECK("source", "destination"),
  CHECK_WORK("destination"),
  FINISHED("source", "destination", "witness");

  private final List<String> hosts;

  FaultPoint(String... hosts) {
    this.hosts = List.of(hosts);
  }

  /** The hosts whose code can fail here. */
  List<String> hosts() {
    return hosts;
  }

  /** Whether the destination has a QEMU then. */
  boolean hasIncoming() {
    return this != PREPARE_DISKS;
  }

  /** The host where the guest is. */
  String guestHost() {
    return compareTo(MIGRATED) < 0 ? "source" : "destination";
  }
}
