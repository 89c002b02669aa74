package org.multihost.migration.qemu.faults;

import java.util.List;

/**
 * A moment at which a fault is set: a phase of a migration, and the hosts whose code runs in it.
 */
enum FaultPoint {
  /** The start of the hosts' JVMs. */
  JOIN("source", "destination", "witness"),
  /** Another extension, before the class is entered. */
  BEFORE_CLASS("source", "destination", "witness"),
  /** The same, before the test is entered. */
  BEFORE_TEST("source", "destination", "witness"),
  /** The start of the test's machine. */
  START_VM("source"),
  PREPARE_DISKS("source"),
  START_WORK("source"),
  BEFORE_MIGRATION("source", "destination"),
  MIGRATE("source", "destination"),
  /** When the guest runs at the destination, and has left most of its memory behind. */
  POSTCOPY("source", "destination"),
  MIGRATED("source", "destination"),
  CHECK("source", "destination"),
  CHECK_WORK("destination"),
  FINISHED("source", "destination", "witness"),
  /** After the migration, while the other hosts wait for this one. */
  OTHERS_WAIT("destination"),
  /** The last lines of the test method. */
  LAST_LINES("source", "destination", "witness"),
  /** The test's own method for that. */
  AFTER_EACH("source", "destination", "witness"),
  /** Another extension, after the test and before the hosts meet at its end. */
  AFTER_TEST("source", "destination", "witness"),
  /** The same of the method's own extension. */
  AFTER_METHOD("source", "destination", "witness"),
  /** Another extension, after the hosts have met at the end of the test. */
  AFTER_MEETING("source", "destination", "witness"),
  /** Another extension, after the tests of the class. */
  AFTER_CLASS("source", "destination", "witness");

  private final List<String> hosts;

  FaultPoint(String... hosts) {
    this.hosts = List.of(hosts);
  }

  /** The hosts whose code can fail here. */
  public List<String> hosts() {
    return hosts;
  }

  /** Whether the destination has a QEMU then. */
  boolean hasIncoming() {
    return compareTo(PREPARE_DISKS) > 0;
  }

  /** The host where the guest is. */
  String guestHost() {
    return compareTo(POSTCOPY) < 0 ? "source" : "destination";
  }

  /** Whether it is in a step of a migration. */
  boolean isInStep() {
    return compareTo(PREPARE_DISKS) > 0 && compareTo(FINISHED) < 0;
  }

  /** Whether the test method is through with its migration, and its machine is still there. */
  boolean isAfterMigration() {
    return this == OTHERS_WAIT || this == LAST_LINES || this == AFTER_EACH;
  }

  /** Whether no code of the test's runs there, but something starts. */
  boolean isStart() {
    return this == JOIN || this == START_VM;
  }

  /** Whether the code there is another extension's. */
  boolean isExtension() {
    return this == BEFORE_CLASS || this == BEFORE_TEST || compareTo(AFTER_TEST) >= 0;
  }
}
