package org.multihost.migration.qemu.doctor;

import org.multihost.migration.Firmware;
import org.multihost.migration.MultihostException;
import org.multihost.migration.qemu.guest.image.GuestFiles;
import org.multihost.migration.qemu.guest.image.GuestKernel;
import org.multihost.migration.qemu.guest.image.GuestPlaces;
import org.multihost.migration.qemu.install.HostPart;
import org.multihost.migration.qemu.install.QemuSettings;

/** The check of the default guest's kernel and its modules. */
record KernelCheck(GuestPlaces places, QemuSettings settings) implements Check {

  private static final String NAME = "guest kernel";
  private static final String USE = "the default guest";

  @Override
  public Finding run() {
    try {
      GuestKernel kernel =
          new GuestFiles(places).kernel(settings.path(QemuSettings.KERNEL), Firmware.BIOS);
      String image = "Linux %s (%s)".formatted(kernel.version(), kernel.image());
      return kernel
          .modules()
          .map(modules -> Finding.ok(NAME, image + ", with its modules", USE))
          .orElseGet(() -> withoutModules(kernel, image));
    } catch (MultihostException missing) {
      return Finding.without(NAME, Finding.State.NEEDED, String.valueOf(missing.getMessage()), USE);
    }
  }

  private Finding withoutModules(GuestKernel kernel, String image) {
    return Finding.of(
        NAME,
        Finding.State.LIMITED,
        "%s, without its modules: the guest has no disks and no network".formatted(image),
        USE,
        "%s, or copy the modules to [%s]"
            .formatted(
                HostPart.KERNEL.remedy(places.system()),
                kernel.image().resolveSibling("modules-" + kernel.version())));
  }
}
