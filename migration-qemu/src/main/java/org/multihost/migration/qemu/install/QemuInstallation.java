package org.multihost.migration.qemu.install;

import static org.apiguardian.api.API.Status.INTERNAL;

import java.util.List;
import org.apiguardian.api.API;

/** The QEMU that this host uses, with its accelerator. */
@API(status = INTERNAL)
public record QemuInstallation(QemuBinary binary, Accelerator accelerator) {

  public static QemuInstallation select(QemuSettings settings, HostSystem host) {
    HostSystem system = settings.guestsOf(host);
    Accelerator accelerator = Accelerator.choose(settings, system);
    QemuBinary binary =
        new QemuBinarySearch(system).find(settings.find(QemuSettings.BINARY), accelerator);
    return new QemuInstallation(binary, accelerator);
  }

  /** Returns all QEMUs of a host that could be used, the installed one first. */
  public static List<QemuBinary> available(HostSystem system) {
    return new QemuBinarySearch(system).all();
  }

  @Override
  public String toString() {
    return "QEMU %s (%s, %s)".formatted(binary.version(), accelerator.word(), binary.path());
  }
}
