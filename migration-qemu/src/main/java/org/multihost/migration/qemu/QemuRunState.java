package org.multihost.migration.qemu;

import org.multihost.migration.VmState;

/** The run states of QEMU, as {@code query-status} reports them, as states of the extension. */
final class QemuRunState {

  static final String WAITS_FOR_MIGRATION = "inmigrate";

  private QemuRunState() {}

  /** In a state unknown to this class, the guest does not run. */
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
