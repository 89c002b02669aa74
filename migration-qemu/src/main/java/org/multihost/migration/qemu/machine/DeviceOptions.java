package org.multihost.migration.qemu.machine;

import java.util.List;
import java.util.Optional;

/**
 * A device in QEMU's options: those with which it starts, and those with which it is plugged in.
 *
 * @param blockdev the block node behind it
 * @param netdev the network behind it
 * @param devices the device itself, after what it needs
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

  /** The name of the block node that a device has from the start. */
  public static String node(String id) {
    return id + "-image";
  }

  /** The name of the network behind a network interface. */
  public static String network(String id) {
    return id + "-net";
  }

  /**
   * A block node. The host's cache is used, which is safe on storage that both hosts see: the
   * source writes all out before it lets go, and the destination drops what it has cached ({@code
   * drop-cache}, QEMU's default).
   */
  public static QemuOptions node(String name, DiskImage image, boolean readOnly) {
    return QemuOptions.of("driver", image.format())
        .with("node-name", name)
        .with("read-only", readOnly)
        .with("file", QemuOptions.of("driver", "file").with("filename", image.path().toString()));
  }

  /* By its serial number a guest can tell one disk from another. */
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

  /* Without a boot ROM: it would have to be the same one on both hosts. */
  private static QemuOptions virtioNic(QemuDevice.Nic nic) {
    return QemuOptions.of("driver", "virtio-net-pci")
        .with("id", nic.id())
        .with("bus", port(nic.port()))
        .with("netdev", network(nic.id()))
        .with("mac", nic.mac())
        .with("romfile", "");
  }

  /** A port for one device. Its place is fixed, so that no other device moves it. */
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
