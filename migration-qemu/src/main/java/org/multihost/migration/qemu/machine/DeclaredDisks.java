package org.multihost.migration.qemu.machine;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.multihost.migration.DiskBus;
import org.multihost.migration.MultihostConfigurationException;

/**
 * The disks that a specification declares, and the places that a machine type has for them.
 *
 * @param vm the VM's name
 * @param type the machine type
 */
record DeclaredDisks(String vm, String type, List<QemuDevice.Disk> disks) {

  static DeclaredDisks of(String vm, String type, List<QemuDevice> devices) {
    return new DeclaredDisks(
        vm,
        type,
        devices.stream()
            .filter(QemuDevice.Disk.class::isInstance)
            .map(QemuDevice.Disk.class::cast)
            .toList());
  }

  /** Returns the number of disks that are plugged into ports. */
  int inPorts() {
    return (int) disks.stream().filter(disk -> disk.model().hasPort()).count();
  }

  /**
   * Refuses disks that the machine type cannot have.
   *
   * @throws MultihostConfigurationException if there is one
   */
  void verify() {
    MachineFamily family = MachineFamily.of(type);
    requirePlaces(inPorts(), family.mostPorts(), "[disks]", "use [q35] or [pc]");
    disks.forEach(disk -> verify(disk, family));
    requirePlaces(
        disks.size() - inPorts(),
        family.ownPlaces(),
        "[disks] at its own controller",
        "use bus [paravirtual] or [scsi] for the others");
    Set<String> serials = new HashSet<>();
    for (QemuDevice.Disk disk : disks) {
      if (!serials.add(disk.model().serial())) {
        throw wrong("two disks have the serial number [%s]", disk.model().serial());
      }
    }
  }

  private void requirePlaces(int needed, int most, String what, String remedy) {
    if (needed > most) {
      throw wrong(
          "machine type [%s] cannot have %s: it has places for [%s], not [%s]; %s",
          type, what, most, needed, remedy);
    }
  }

  private void verify(QemuDevice.Disk disk, MachineFamily family) {
    DiskModel model = disk.model();
    if (!family.buses().contains(model.bus())) {
      throw wrong(
          "machine type [%s] has no bus [%s] for disk [%s]; it has %s",
          type,
          word(model.bus()),
          disk.id(),
          family.buses().stream().map(DeclaredDisks::word).toList());
    }
    if (!model.hasPort() && (model.readOnly() || model.iothread())) {
      throw wrong(
          "disk [%s] on bus [%s] cannot %s; use [paravirtual] or [scsi]",
          disk.id(),
          word(model.bus()),
          model.readOnly() ? "be read-only" : "have a thread of its own");
    }
  }

  private static String word(DiskBus bus) {
    return bus.name().toLowerCase(Locale.ROOT);
  }

  private MultihostConfigurationException wrong(String text, Object... facts) {
    return new MultihostConfigurationException(
        "Virtual machine [%s]: %s".formatted(vm, text.formatted(facts)));
  }
}
