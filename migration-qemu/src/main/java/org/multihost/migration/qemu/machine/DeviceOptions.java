package org.multihost.migration.qemu.machine;

import java.util.List;
import java.util.Optional;

/**
 * The QEMU options of one device, both for the start and for plugging it in.
 *
 * @param object the thread that serves the device
 * @param blockdev the block node of the device
 * @param netdev the network of the device
 * @param devices the device itself, after the devices that it needs
 */
record DeviceOptions(
    Optional<QemuOptions> object,
    Optional<QemuOptions> blockdev,
    Optional<QemuOptions> netdev,
    List<QemuOptions> devices) {

  public static DeviceOptions of(QemuDevice device, MachineFamily family) {
    if (device instanceof QemuDevice.Disk disk) {
      return DiskOptions.of(disk, family);
    }
    if (device instanceof QemuDevice.Nic nic) {
      return network(network(nic), List.of(virtioNic(nic, family)));
    }
    if (device instanceof QemuDevice.Custom custom) {
      return new DeviceOptions(
          Optional.empty(), Optional.empty(), Optional.empty(), List.of(custom(custom, family)));
    }
    return drive((QemuDevice.Drive) device, family);
  }

  private static QemuOptions custom(QemuDevice.Custom custom, MachineFamily family) {
    QemuOptions device = QemuOptions.of("driver", custom.driver()).with("id", custom.id());
    if (custom.port() != null) {
      family.plug(device, custom.port());
    }
    custom.options().forEach(device::with);
    return device;
  }

  /** Returns the options of a network, with the interface that has it. */
  static DeviceOptions network(QemuOptions network, List<QemuOptions> devices) {
    return new DeviceOptions(Optional.empty(), Optional.empty(), Optional.of(network), devices);
  }

  /** Returns the name of the block node that a device has from the start. */
  public static String node(String id) {
    return id + "-image";
  }

  /** Returns the name of the network of a network interface. */
  public static String network(String id) {
    return id + "-net";
  }

  /**
   * Returns a block node. It uses the host's cache, which is safe on storage that both hosts see:
   * the source writes everything out before it releases the disk, and the destination drops its
   * cache ({@code drop-cache}, QEMU's default).
   */
  public static QemuOptions node(String name, DiskImage image, boolean readOnly) {
    return QemuOptions.of("driver", image.format())
        .with("node-name", name)
        .with("read-only", readOnly)
        .with("file", QemuOptions.of("driver", "file").with("filename", image.path().toString()));
  }

  private static DeviceOptions drive(QemuDevice.Drive drive, MachineFamily family) {
    boolean readOnly = drive instanceof QemuDevice.Cdrom;
    Optional<DiskImage> medium = Optional.ofNullable(drive.medium());
    List<QemuOptions> devices = readOnly ? family.cdrom(drive.id()) : family.floppy(drive.id());
    medium.ifPresent(image -> devices.get(devices.size() - 1).with("drive", node(drive.id())));
    return new DeviceOptions(
        Optional.empty(),
        medium.map(image -> node(node(drive.id()), image, readOnly)),
        Optional.empty(),
        devices);
  }

  private static QemuOptions network(QemuDevice.Nic nic) {
    return QemuOptions.of("type", "user").with("id", network(nic.id()));
  }

  /* Without a boot ROM, which would have to be the same on both hosts. */
  private static QemuOptions virtioNic(QemuDevice.Nic nic, MachineFamily family) {
    return family
        .device("virtio-net", nic.id(), nic.port())
        .with("netdev", network(nic.id()))
        .with("mac", nic.mac())
        .with("romfile", "");
  }
}
