package org.multihost.migration.qemu.machine;

import java.util.List;
import java.util.Optional;
import org.multihost.migration.DiskBus;

/** The QEMU options of a disk. With its serial number a guest can identify it. */
final class DiskOptions {

  private DiskOptions() {}

  static DeviceOptions of(QemuDevice.Disk disk, MachineFamily family) {
    DiskModel model = disk.model();
    String node = DeviceOptions.node(disk.id());
    QemuOptions image = DeviceOptions.node(node, disk.image(), model.readOnly());
    if (model.direct()) {
      image.with("cache", new QemuOptions().with("direct", true));
    }
    return new DeviceOptions(
        thread(disk).map(id -> QemuOptions.of("qom-type", "iothread").with("id", id)),
        Optional.of(image),
        Optional.empty(),
        devices(disk, family));
  }

  private static List<QemuOptions> devices(QemuDevice.Disk disk, MachineFamily family) {
    DiskBus bus = disk.model().bus();
    if (bus == DiskBus.PARAVIRTUAL) {
      return List.of(drive(disk, threaded(disk, plugged("virtio-blk", disk, family))));
    }
    if (bus == DiskBus.SCSI) {
      QemuOptions scsi = QemuOptions.of("driver", "scsi-hd").with("id", disk.id());
      return List.of(
          threaded(disk, plugged("virtio-scsi", disk, family)),
          drive(disk, scsi.with("bus", plug(disk) + ".0")));
    }
    QemuOptions hard = QemuOptions.of("driver", "ide-hd").with("id", disk.id());
    return List.of(drive(disk, family.place(hard, disk.port())));
  }

  private static QemuOptions plugged(String model, QemuDevice.Disk disk, MachineFamily family) {
    return family.device(model, plug(disk), disk.port());
  }

  private static QemuOptions threaded(QemuDevice.Disk disk, QemuOptions device) {
    thread(disk).ifPresent(id -> device.with("iothread", id));
    return device;
  }

  private static QemuOptions drive(QemuDevice.Disk disk, QemuOptions device) {
    device.with("drive", DeviceOptions.node(disk.id())).with("serial", disk.model().serial());
    if (disk.model().writesThrough()) {
      device.with("write-cache", false);
    }
    return disk.id().equals(DeclaredDevices.IMAGE) ? device.with("bootindex", 1) : device;
  }

  /** Returns the id of what is in a device's port: a SCSI disk has a controller of its own. */
  static String plug(QemuDevice device) {
    return device instanceof QemuDevice.Disk disk && disk.model().bus() == DiskBus.SCSI
        ? disk.id() + "-scsi"
        : device.id();
  }

  /** Returns the id of the thread that serves a device. */
  static Optional<String> thread(QemuDevice device) {
    return device instanceof QemuDevice.Disk disk && disk.model().iothread()
        ? Optional.of(disk.id() + "-iothread")
        : Optional.empty();
  }
}
