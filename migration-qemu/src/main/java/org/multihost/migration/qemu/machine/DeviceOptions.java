package org.multihost.migration.qemu.machine;

import java.util.List;
import java.util.Optional;

/**
 * The QEMU options of one device, both for the start and for plugging it in.
 *
 * @param blockdev the block node of the device
 * @param netdev the network of the device
 * @param devices the device itself, after the devices that it needs
 */
record DeviceOptions(
    Optional<QemuOptions> blockdev, Optional<QemuOptions> netdev, List<QemuOptions> devices) {

  private static final int FIRST_SLOT = 0x10;
  private static final int FUNCTIONS = 8;

  public static DeviceOptions of(QemuDevice device) {
    if (device instanceof QemuDevice.Disk disk) {
      return new DeviceOptions(
          Optional.of(node(node(disk.id()), disk.image(), false)),
          Optional.empty(),
          List.of(virtioDisk(disk)));
    }
    if (device instanceof QemuDevice.Nic nic) {
      return new DeviceOptions(
          Optional.empty(), Optional.of(network(nic)), List.of(virtioNic(nic)));
    }
    return drive((QemuDevice.Drive) device);
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

  /* With the serial number a guest can identify the disk. */
  private static QemuOptions virtioDisk(QemuDevice.Disk disk) {
    QemuOptions device =
        QemuOptions.of("driver", "virtio-blk-pci")
            .with("id", disk.id())
            .with("bus", port(disk.port()))
            .with("drive", node(disk.id()))
            .with("serial", disk.id());
    return disk.id().equals(DeclaredDevices.IMAGE) ? device.with("bootindex", 1) : device;
  }

  private static DeviceOptions drive(QemuDevice.Drive drive) {
    boolean readOnly = drive instanceof QemuDevice.Cdrom;
    Optional<DiskImage> medium = Optional.ofNullable(drive.medium());
    List<QemuOptions> devices = readOnly ? cdrom(drive.id()) : floppy(drive.id());
    medium.ifPresent(image -> devices.get(devices.size() - 1).with("drive", node(drive.id())));
    return new DeviceOptions(
        medium.map(image -> node(node(drive.id()), image, readOnly)), Optional.empty(), devices);
  }

  private static List<QemuOptions> cdrom(String id) {
    return List.of(QemuOptions.of("driver", "ide-cd").with("id", id).with("bus", "ide.0"));
  }

  private static List<QemuOptions> floppy(String id) {
    return List.of(
        QemuOptions.of("driver", "isa-fdc"),
        QemuOptions.of("driver", "floppy").with("id", id).with("drive-type", "144"));
  }

  private static QemuOptions network(QemuDevice.Nic nic) {
    return QemuOptions.of("type", "user").with("id", network(nic.id()));
  }

  /* Without a boot ROM, which would have to be the same on both hosts. */
  private static QemuOptions virtioNic(QemuDevice.Nic nic) {
    return QemuOptions.of("driver", "virtio-net-pci")
        .with("id", nic.id())
        .with("bus", port(nic.port()))
        .with("netdev", network(nic.id()))
        .with("mac", nic.mac())
        .with("romfile", "");
  }

  /**
   * Returns a port for one device. Its address is fixed, so that other devices do not change it.
   */
  static QemuOptions rootPort(int number) {
    int function = number % FUNCTIONS;
    return QemuOptions.of("driver", "pcie-root-port")
        .with("id", port(number))
        .with("bus", "pcie.0")
        .with("addr", "0x" + Integer.toHexString(FIRST_SLOT + number / FUNCTIONS) + "." + function)
        .with("multifunction", function == 0)
        .with("chassis", number + 1);
  }

  private static String port(int number) {
    return "port" + number;
  }
}
