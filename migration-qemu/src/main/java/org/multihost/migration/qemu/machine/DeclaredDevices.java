package org.multihost.migration.qemu.machine;

import static org.apiguardian.api.API.Status.INTERNAL;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.qemu.guest.cloud.CloudSeed;
import org.multihost.migration.spi.VmDrives;
import org.multihost.migration.spi.VmSpec;

/**
 * The devices that a specification declares, with this host's files. Each file was readable when
 * this was created.
 *
 * @param vm the VM's name
 * @param ownOfHost the names of the settings that are set for this host alone
 */
@API(status = INTERNAL)
public record DeclaredDevices(String vm, List<QemuDevice> devices, Set<String> ownOfHost) {

  /** The id of the disk to boot from; the others are {@code disk0}, {@code disk1}, … */
  static final String IMAGE = "image";

  private static final String DISKS = "disks";
  private static final String CDROM = "cdrom";
  private static final String FLOPPY = "floppy";

  /**
   * Reads the devices of a specification.
   *
   * @throws org.multihost.migration.MultihostConfigurationException if a file is missing
   */
  public static DeclaredDevices of(VmSpec spec) {
    List<QemuDevice> devices = new ArrayList<>();
    spec.image()
        .map(path -> new DeclaredFile(spec, IMAGE, path).disk())
        .ifPresent(
            image -> devices.add(new QemuDevice.Disk(IMAGE, image, 0, true, DiskModel.of(IMAGE))));
    int number = 0;
    for (VmDrives.Disk disk : spec.drives().disks()) {
      DiskImage image = new DeclaredFile(spec, DISKS, disk.path()).disk(disk);
      String id = "disk" + number++;
      DiskModel model = DiskModel.of(disk, id);
      devices.add(new QemuDevice.Disk(id, image, place(model, devices), true, model));
    }
    spec.drives()
        .cdrom()
        .ifPresent(
            path -> devices.add(new QemuDevice.Cdrom(CDROM, medium(spec, CDROM, path), true)));
    spec.drives()
        .floppy()
        .ifPresent(
            path -> devices.add(new QemuDevice.Floppy(FLOPPY, medium(spec, FLOPPY, path), true)));
    if (spec.access().prepared()) {
      DiskModel model = DiskModel.readOnly(CloudSeed.DISK);
      DiskImage seed = new DiskImage(CloudSeed.file(spec), "raw");
      devices.add(new QemuDevice.Disk(CloudSeed.DISK, seed, place(model, devices), true, model));
    }
    return new DeclaredDevices(spec.name(), devices, spec.drives().ownOfHost());
  }

  private static int place(DiskModel model, List<QemuDevice> before) {
    return (int)
        before.stream()
            .filter(QemuDevice.Disk.class::isInstance)
            .map(QemuDevice.Disk.class::cast)
            .filter(disk -> disk.model().hasPort() == model.hasPort())
            .count();
  }

  private static @Nullable DiskImage medium(VmSpec spec, String drive, String path) {
    return path.strip().equals(VmDrives.EMPTY)
        ? null
        : new DeclaredFile(spec, drive, path).medium();
  }

  /**
   * Refuses files with which the VM could not migrate. Not for a destination, as the guest may have
   * written anything to its disk.
   */
  public void verifyFormats() {
    for (QemuDevice device : devices) {
      DiskImage image = image(device);
      if (image != null) {
        DiskFormat.refusal(image)
            .ifPresent(
                reason -> {
                  throw new MultihostConfigurationException(
                      "Virtual machine [%s]: [%s] in [%s] cannot be used: %s"
                          .formatted(vm, image.path(), device.id(), reason));
                });
      }
    }
  }

  private static @Nullable DiskImage image(QemuDevice device) {
    if (device instanceof QemuDevice.Disk disk) {
      return disk.image();
    }
    return device instanceof QemuDevice.Drive drive ? drive.medium() : null;
  }

  /**
   * Returns the source's devices with this host's files. Devices that were plugged in, removed or
   * changed since the start are as on the source, except those that are set for this host alone. A
   * disk keeps the model and the format that it has on the source, as its guest may have written
   * anything to its first bytes.
   *
   * @throws VirtualMachineException if a file of the source cannot be read on this host
   */
  public List<QemuDevice> like(List<QemuDevice> source) {
    return source.stream().map(this::like).toList();
  }

  private QemuDevice like(QemuDevice device) {
    if (device instanceof QemuDevice.Disk disk) {
      return own(QemuDevice.Disk.class, disk.id(), disk.declared(), DISKS)
          .map(own -> disk.with(disk.image().at(own.image().path())))
          .orElseGet(() -> visible(disk, disk.image()));
    }
    if (device instanceof QemuDevice.Drive drive) {
      return own(QemuDevice.Drive.class, drive.id(), drive.declared(), drive.id())
          .map(own -> drive.with(medium(drive, own), drive.declared()))
          .orElseGet(() -> visible(drive, drive.medium()));
    }
    return device;
  }

  /** Hosts may have different media; if they have the same one, it has the source's format. */
  private @Nullable DiskImage medium(QemuDevice.Drive source, QemuDevice.Drive own) {
    DiskImage there = source.medium();
    DiskImage here = own.medium();
    return there == null || here == null || ownOfHost.contains(own.id())
        ? here
        : there.at(here.path());
  }

  private <T extends QemuDevice> Optional<T> own(
      Class<T> type, String id, boolean declared, String setting) {
    boolean wins = declared || ownOfHost.contains(id) || ownOfHost.contains(setting);
    return devices.stream()
        .filter(device -> wins && device.id().equals(id))
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst();
  }

  private <T extends QemuDevice> T visible(T device, @Nullable DiskImage image) {
    if (image != null && !Files.isReadable(image.path())) {
      throw new VirtualMachineException(
          ("Virtual machine [%s]: the source has [%s] in [%s], and on this host that file cannot be"
                  + " read; put it on storage that both hosts see under this path")
              .formatted(vm, image.path(), device.id()));
    }
    return device;
  }
}
