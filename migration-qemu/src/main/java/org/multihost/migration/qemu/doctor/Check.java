package org.multihost.migration.qemu.doctor;

/** A check of one thing on this host. */
@FunctionalInterface
interface Check {

  /** Looks at the host; never fails because of what it finds there. */
  Finding run();
}
