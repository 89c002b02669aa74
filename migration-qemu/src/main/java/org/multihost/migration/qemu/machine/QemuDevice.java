package org.multihost.migration.qemu.machine;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/** A device of a VM; sent between hosts as JSON. */
@API(status = EXPERIMENTAL, since = "0.1")
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "device")
@JsonSubTypes({
  @JsonSubTypes.Type(value = QemuDevice.Disk.class, name = "disk"),
  @JsonSubTypes.Type(value = QemuDevice.Cdrom.class, name = "cdrom"),
  @JsonSubTypes.Type(value = QemuDevice.Floppy.class, name = "floppy"),
  @JsonSubTypes.Type(value = QemuDevice.Nic.class, name = "nic"),
  @JsonSubTypes.Type(value = QemuDevice.Custom.class, name = "custom")
})
public sealed interface QemuDevice {

  /** Returns QEMU's id of the device. */
  String id();

  /** A drive with a medium that can be changed. */
  sealed interface Drive extends QemuDevice {

    /** Returns the medium; {@code null} if the drive is empty. */
    @Nullable DiskImage medium();

    /** Whether the medium is the one that the test declares. */
    boolean declared();

    /** Returns the same drive with another medium. */
    Drive with(@Nullable DiskImage medium, boolean declared);
  }

  /**
   * A disk.
   *
   * @param port the number of the port that it is plugged into, or of its place at the controller
   *     of the machine type
   * @param declared whether the test declares it; otherwise it was plugged in later
   */
  record Disk(String id, DiskImage image, int port, boolean declared, DiskModel model)
      implements QemuDevice {

    /** Returns the name of QEMU's block node of the disk. */
    public String node() {
      return node(id);
    }

    /** Returns the name of QEMU's block node of the disk with this id. */
    public static String node(String id) {
      return DeviceOptions.node(id);
    }

    /** Returns the same disk with another image. */
    public Disk with(DiskImage other) {
      return new Disk(id, other, port, declared, model);
    }

    /** Returns a virtio disk that is plugged into a running VM. */
    static Disk plugged(String id, DiskImage image, int port) {
      return new Disk(id, image, port, false, DiskModel.of(id));
    }
  }

  /** The CD-ROM drive. */
  record Cdrom(String id, @Nullable DiskImage medium, boolean declared) implements Drive {
    @Override
    public Cdrom with(@Nullable DiskImage other, boolean asDeclared) {
      return new Cdrom(id, other, asDeclared);
    }
  }

  /** The floppy drive. */
  record Floppy(String id, @Nullable DiskImage medium, boolean declared) implements Drive {
    @Override
    public Floppy with(@Nullable DiskImage other, boolean asDeclared) {
      return new Floppy(id, other, asDeclared);
    }
  }

  /**
   * A virtio network interface with its own user-mode network.
   *
   * @param mac its MAC address; the same on every host
   * @param port the number of the PCI Express port that it is plugged into
   * @param number of its network among those that were plugged in, as QEMU numbers them
   */
  record Nic(String id, String mac, int port, int number) implements QemuDevice {}

  /**
   * A device of any driver of QEMU that was plugged in.
   *
   * @param driver QEMU's name of the driver, such as {@code usb-tablet}
   * @param options its properties: texts, whole numbers and booleans
   * @param port the number of the port that it is plugged into; {@code null} if an option names its
   *     bus, or its bus has no ports
   */
  record Custom(String id, String driver, Map<String, Object> options, @Nullable Integer port)
      implements QemuDevice {

    public Custom {
      // JSON does not tell the kinds of whole numbers apart, and its order is that of the names.
      Map<String, Object> copy = new TreeMap<>(options);
      copy.replaceAll((name, value) -> value instanceof Number n ? (Object) n.longValue() : value);
      options = Collections.unmodifiableMap(copy);
    }
  }
}
