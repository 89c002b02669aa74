package org.multihost.migration.qemu.doctor;

import java.util.stream.Collectors;
import org.multihost.migration.MultihostException;
import org.multihost.migration.qemu.install.Accelerator;
import org.multihost.migration.qemu.install.HostSystem;
import org.multihost.migration.qemu.install.QemuBinary;
import org.multihost.migration.qemu.install.QemuInstallation;
import org.multihost.migration.qemu.install.QemuSettings;

/** The check of the QEMU that tests use, and of the others on this host. */
record QemuCheck(HostSystem system, QemuSettings settings) implements Check {

  private static final String NAME = "QEMU";
  private static final String USE = "all VMs";

  @Override
  public Finding run() {
    QemuInstallation qemu;
    try {
      qemu = QemuInstallation.select(settings, system);
    } catch (MultihostException missing) {
      return Finding.without(NAME, Finding.State.NEEDED, String.valueOf(missing.getMessage()), USE);
    }
    String detail = qemu + others(qemu.binary());
    return qemu.accelerator() == Accelerator.KVM || qemu.binary().isSafeUnderTcg()
        ? Finding.ok(NAME, detail, USE)
        : Finding.of(
            NAME,
            Finding.State.LIMITED,
            detail
                + "\nWithout KVM, QEMU before 9.0 can corrupt the memory of a guest that writes while it migrates",
            USE,
            "Use KVM, or name a newer QEMU in [%s]".formatted(QemuSettings.BINARY));
  }

  private String others(QemuBinary chosen) {
    return QemuInstallation.available(system).stream()
        .filter(each -> !each.equals(chosen))
        .map(each -> "\nnot used: QEMU %s (%s)".formatted(each.version(), each.path()))
        .collect(Collectors.joining());
  }
}
