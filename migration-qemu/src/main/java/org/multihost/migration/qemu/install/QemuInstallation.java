package org.multihost.migration.qemu.install;

/** The QEMU that this host uses, with its accelerator. */
public record QemuInstallation(QemuBinary binary, Accelerator accelerator) {

  public static QemuInstallation select(QemuSettings settings, HostSystem system) {
    Accelerator accelerator = Accelerator.choose(settings, system);
    QemuBinary binary =
        new QemuBinarySearch(system).find(settings.find(QemuSettings.BINARY), accelerator);
    return new QemuInstallation(binary, accelerator);
  }

  /**
   * Whether a guest that writes to its memory during a migration can arrive with wrong pages. This
   * is a bug of TCG, fixed in QEMU 9.0 by "physmem: Fix migration dirty bitmap coherency with TCG
   * memory access".
   */
  public boolean corruptsBusyGuests() {
    return accelerator == Accelerator.TCG
        && binary.version().compareTo(QemuBinarySearch.SAFE_UNDER_TCG) < 0;
  }

  /** Returns the warning for the user if {@link #corruptsBusyGuests()}. */
  public String busyGuestWarning() {
    return ("QEMU [%s] under TCG can corrupt the memory of a guest that writes while it migrates;"
            + " use KVM, or set [%s] to a QEMU 9.0 or later")
        .formatted(binary.version(), QemuSettings.BINARY);
  }

  @Override
  public String toString() {
    return "QEMU %s (%s, %s)".formatted(binary.version(), accelerator.word(), binary.path());
  }
}
