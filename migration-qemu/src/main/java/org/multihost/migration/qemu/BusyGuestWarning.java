package org.multihost.migration.qemu;

import java.util.function.Consumer;
import org.multihost.migration.qemu.install.QemuBinary;
import org.multihost.migration.qemu.install.QemuSettings;
import org.multihost.migration.qemu.qmp.QmpClient;

/**
 * The warning of a migration in which an old QEMU without KVM can corrupt the guest's memory.
 *
 * @param notice receives the warning
 */
record BusyGuestWarning(QemuBinary binary, Consumer<String> notice) {

  /** Warns if the guest runs, so that it may write, and its QEMU is not safe. */
  void beforeMigration(QmpClient qmp) {
    if (!binary.isSafeUnderTcg() && guestRuns(qmp) && !hasKvm(qmp)) {
      notice.accept(
          ("WARNING: QEMU [%s] without KVM can corrupt the memory of a guest that writes while it"
                  + " migrates, and report success; use KVM, or set [%s] to a QEMU 9.0 or newer."
                  + " @DisabledOnQemu(before = \"9.0\", accelerator = TCG) skips a test with"
                  + " such a QEMU")
              .formatted(binary.version(), QemuSettings.BINARY));
    }
  }

  private static boolean guestRuns(QmpClient qmp) {
    return qmp.execute("query-status").path("running").asBoolean();
  }

  /** Asks QEMU itself, because the user's arguments may have chosen the accelerator. */
  private static boolean hasKvm(QmpClient qmp) {
    return qmp.execute("query-kvm").path("enabled").asBoolean();
  }
}
