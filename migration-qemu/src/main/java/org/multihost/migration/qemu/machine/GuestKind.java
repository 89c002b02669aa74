package org.multihost.migration.qemu.machine;

import static org.apiguardian.api.API.Status.INTERNAL;

import org.apiguardian.api.API;

/** A kind of guest, by what listens on its second serial port. */
@API(status = INTERNAL)
public enum GuestKind {
  /** The small Linux of the project, with its agent. */
  LINUX,
  /** The built-in guest, which needs no files of the host. */
  BUILT_IN,
  /** A guest of the user's own. */
  OWN
}
