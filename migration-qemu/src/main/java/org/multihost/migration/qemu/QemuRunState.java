package org.multihost.migration.qemu;

import org.multihost.migration.VmState;

/** QEMU's run state, as {@code query-status} tells it, in the extension's words. */
final class QemuRunState {

  static final String WAITS_FOR_MIGRATION = "inmigrate";

  private QemuRunState() {}

  /** States that this does not know are ones in which the guest does not run. */
  public static VmState of(String status) {
    return switch (status) {
      case "running" -> VmState.RUNNING;
      case WAITS_FOR_MIGRATION -> VmState.INCOMING;
      case "postmigrate" -> VmState.MIGRATED;
      case "shutdown" -> VmState.SHUTDOWN;
      case "guest-panicked", "internal-error" -> VmState.CRASHED;
      default -> VmState.PAUSED;
    };
  }
}
