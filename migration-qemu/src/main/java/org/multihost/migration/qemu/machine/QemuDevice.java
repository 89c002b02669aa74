package org.multihost.migration.qemu.machine;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/** A disk, a drive or a network interface of a machine; crosses between hosts as JSON. */
@API(status = EXPERIMENTAL, since = "0.1")
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "device")
@JsonSubTypes({
  @JsonSubTypes.Type(value = QemuDevice.Disk.class, name = "disk"),
  @JsonSubTypes.Type(value = QemuDevice.Cdrom.class, name = "cdrom"),
  @JsonSubTypes.Type(value = QemuDevice.Floppy.class, name = "floppy"),
  @JsonSubTypes.Type(value = QemuDevice.Nic.class, name = "nic")
})
public sealed interface QemuDevice {

  /** QEMU's id of it. */
  String id();

  /** A drive whose medium can be changed. */
  sealed interface Drive extends QemuDevice {

    /** What is in it; {@code null} if nothing is. */
    @Nullable DiskImage medium();

    /** Whether the medium is the one that the test declares. */
    boolean declared();

    /** The same drive with another medium. */
    Drive with(@Nullable DiskImage medium, boolean declared);
  }

  /**
   * A virtio disk.
   *
   * @param port the number of the PCI Express port that it is plugged into
   * @param declared whether the test declares it; else it was plugged in later
   */
  record Disk(String id, DiskImage image, int port, boolean declared) implements QemuDevice {}

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
   * A virtio network interface in a user-mode network of its own.
   *
   * @param mac its address; the same wherever the machine is
   * @param port the number of the PCI Express port that it is plugged into
   */
  record Nic(String id, String mac, int port) implements QemuDevice {}
}
