package org.multihost.migration.qemu.machine;

import static org.apiguardian.api.API.Status.INTERNAL;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.DiskBus;

/**
 * A family of machine types with the same buses: it decides where a device is plugged in, which
 * drives are possible, and what is built in. The versions of a type are of one family.
 */
@API(status = INTERNAL)
public enum MachineFamily {
  /** A PCI Express machine: each device has a root port, so that it can be unplugged again. */
  Q35("pc.ram", 112, 4, "ahci", DiskBus.SATA, 5) {
    @Override
    QemuOptions plug(QemuOptions device, int port) {
      return device.with("bus", "port" + port);
    }

    /* The first one is the CD-ROM drive's. */
    @Override
    QemuOptions place(QemuOptions disk, int number) {
      return disk.with("bus", "ide." + (number + 1));
    }

    @Override
    List<QemuOptions> ports(int count) {
      return IntStream.range(0, count).mapToObj(MachineFamily::rootPort).toList();
    }

    @Override
    String card(String mac) {
      return "virtio-net-pci,netdev=multihost,bus=pcie.0,addr=0x1e,romfile=,mac=" + mac;
    }

    @Override
    List<QemuOptions> floppy(String id) {
      return List.of(QemuOptions.of("driver", "isa-fdc"), floppyDrive(id));
    }
  },

  /** A PCI machine with IDE and a floppy controller: each port is a slot of its only bus. */
  PC("pc.ram", 26, 4, "ata_piix", DiskBus.IDE, 3) {
    @Override
    QemuOptions plug(QemuOptions device, int port) {
      // From the upper half of the bus downwards: QEMU gives other devices the first free slots.
      int slot = port < 14 ? FIRST_SLOT + port : 0x1d - port;
      return device.with("bus", "pci.0").with("addr", "0x" + Integer.toHexString(slot));
    }

    /* The first one is the CD-ROM drive's. */
    @Override
    QemuOptions place(QemuOptions disk, int number) {
      return disk.with("bus", "ide." + (number + 1) / 2).with("unit", (number + 1) % 2);
    }

    @Override
    String card(String mac) {
      return "virtio-net-pci,netdev=multihost,bus=pci.0,addr=0x1e,romfile=,mac=" + mac;
    }

    @Override
    List<QemuOptions> floppy(String id) {
      return List.of(floppyDrive(id));
    }
  },

  /** A machine without PCI: its virtio devices are memory-mapped, and are there from the start. */
  MICROVM("microvm.ram", 7, 0, null, null, 0) {
    @Override
    QemuOptions plug(QemuOptions device, int port) {
      return device.with("bus", "virtio-mmio-bus." + port);
    }

    @Override
    String transport() {
      return "-device";
    }

    @Override
    String card(String mac) {
      return "virtio-net-device,netdev=multihost,bus=virtio-mmio-bus.7,mac=" + mac;
    }

    /* Its ACPI has no timer that a kernel under emulation could use. */
    @Override
    String optionsForKernel() {
      return ",acpi=off";
    }

    @Override
    List<String> secondSerial(String chardev) {
      return List.of("-device", "isa-serial,index=1,chardev=" + chardev);
    }
  },

  /** A machine of ARM with PCI Express, whose ports are those of q35, and no other controller. */
  VIRT("mach-virt.ram", 112, 4, null, null, 0) {
    @Override
    QemuOptions plug(QemuOptions device, int port) {
      return Q35.plug(device, port);
    }

    @Override
    List<QemuOptions> ports(int count) {
      return Q35.ports(count);
    }

    @Override
    String card(String mac) {
      return Q35.card(mac);
    }

    /* Its own second port exists only since QEMU 9.1. */
    @Override
    List<String> secondSerial(String chardev) {
      return List.of("-device", "pci-serial,bus=pcie.0,addr=0x1f,chardev=" + chardev);
    }
  },

  /** Any other type: only QEMU knows its buses. */
  OTHER(null, 0, 0, null, null, 0) {
    @Override
    QemuOptions plug(QemuOptions device, int port) {
      throw new IllegalStateException("no port [%s] in [%s]".formatted(port, this));
    }
  };

  private static final int FIRST_SLOT = 0x10;
  private static final int FUNCTIONS = 8;

  private final @Nullable String memory;
  private final int most;
  private final int spare;
  private final @Nullable String driveModule;
  private final @Nullable DiskBus ownBus;
  private final int ownPlaces;

  MachineFamily(
      @Nullable String memory,
      int most,
      int spare,
      @Nullable String driveModule,
      @Nullable DiskBus ownBus,
      int ownPlaces) {
    this.memory = memory;
    this.most = most;
    this.spare = spare;
    this.driveModule = driveModule;
    this.ownBus = ownBus;
    this.ownPlaces = ownPlaces;
  }

  /** Returns the family of a machine type, with or without a version. */
  public static MachineFamily of(String type) {
    if (type.matches("q35|pc-q35-.*")) {
      return Q35;
    }
    if (type.matches("pc(-.*)?")) {
      return PC;
    }
    if (type.matches("virt(-.*)?")) {
      return VIRT;
    }
    return type.equals("microvm") ? MICROVM : OTHER;
  }

  /** Returns QEMU's id of the memory of these types. */
  Optional<String> memory() {
    return Optional.ofNullable(memory);
  }

  /** Returns the number of ports that a machine of the family can have. */
  int mostPorts() {
    return most;
  }

  /** Returns the number of ports for devices that are plugged in while the guest runs. */
  int sparePorts() {
    return spare;
  }

  /** Returns the buses that disks can be on. */
  List<DiskBus> buses() {
    return Stream.of(DiskBus.PARAVIRTUAL, DiskBus.SCSI, ownBus)
        .filter(bus -> bus != null && (most > 0 || bus == ownBus))
        .toList();
  }

  /** Returns the number of disks at the controller of the family. */
  int ownPlaces() {
    return ownPlaces;
  }

  /** Puts a disk into one of the places of the controller of the family. */
  QemuOptions place(QemuOptions disk, int number) {
    throw new IllegalStateException("no place [%s] in [%s]".formatted(number, this));
  }

  /**
   * Returns the kernel's module for the controller of the CD-ROM drive and of the disks in its
   * places; empty without one.
   */
  Optional<String> driveModule() {
    return Optional.ofNullable(driveModule);
  }

  /** Whether there are controllers of CD-ROM and floppy drives. */
  boolean hasDrives() {
    return driveModule != null;
  }

  /**
   * Returns a virtio device in a port.
   *
   * @param model without its bus, such as {@code virtio-blk}
   */
  QemuOptions device(String model, String id, int port) {
    return plug(QemuOptions.of("driver", model + transport()).with("id", id), port);
  }

  /** Returns the end of the names of virtio devices, which says on what bus they are. */
  String transport() {
    return "-pci";
  }

  /** Puts a device of the bus of the family into a port. */
  abstract QemuOptions plug(QemuOptions device, int port);

  /** Returns the devices that the ports consist of. */
  List<QemuOptions> ports(int count) {
    return List.of();
  }

  /** Whether the guest's network has a place. */
  boolean hasNetwork() {
    return most > 0;
  }

  /** Returns the card of the guest's network, in a place that no other device can occupy first. */
  String card(String mac) {
    throw new IllegalStateException("no place for a network in [%s]".formatted(this));
  }

  /** Returns the CD-ROM drive, after the devices that it needs. */
  List<QemuOptions> cdrom(String id) {
    return List.of(QemuOptions.of("driver", "ide-cd").with("id", id).with("bus", "ide.0"));
  }

  /** Returns the floppy drive, after the devices that it needs. */
  List<QemuOptions> floppy(String id) {
    throw new IllegalStateException("no floppy drive [%s] in [%s]".formatted(id, this));
  }

  /** Returns the options of the machine if QEMU loads a kernel, with a comma before each. */
  String optionsForKernel() {
    return "";
  }

  /** Returns the arguments for the second serial port. */
  List<String> secondSerial(String chardev) {
    return List.of("-serial", "chardev:" + chardev);
  }

  private static QemuOptions floppyDrive(String id) {
    return QemuOptions.of("driver", "floppy").with("id", id).with("drive-type", "144");
  }

  /* Its address is fixed, so that other devices do not change it. */
  private static QemuOptions rootPort(int number) {
    int function = number % FUNCTIONS;
    return QemuOptions.of("driver", "pcie-root-port")
        .with("id", "port" + number)
        .with("bus", "pcie.0")
        .with("addr", "0x" + Integer.toHexString(FIRST_SLOT + number / FUNCTIONS) + "." + function)
        .with("multifunction", function == 0)
        .with("chassis", number + 1);
  }
}
