package org.multihost.migration.qemu.machine;

import static org.apiguardian.api.API.Status.INTERNAL;

import org.apiguardian.api.API;

/** The first action of a QEMU process after its start. */
@API(status = INTERNAL)
public enum StartMode {
  /** QEMU runs the guest. */
  RUNNING,
  /** QEMU waits for the command to run the guest. */
  PAUSED,
  /** QEMU waits for a migration. */
  INCOMING,
  /** QEMU waits for a snapshot of a booted guest, and runs it. */
  SAVED
}
