package org.multihost.migration.qemu.mirror;

import static org.apiguardian.api.API.Status.INTERNAL;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apiguardian.api.API;
import org.multihost.migration.Storage;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.qemu.install.HostSystem;
import org.multihost.migration.qemu.machine.DiskImage;
import org.multihost.migration.qemu.machine.QemuDevice;
import org.multihost.migration.qemu.machine.QemuImg;
import org.multihost.migration.qemu.machine.QemuMachine;
import org.multihost.migration.spi.VmDrives;
import org.multihost.migration.spi.VmSpec;

/**
 * The source's machine and this host's specification of it, with images that are this host's own in
 * place of the source's. They are empty and have the formats and sizes of the source's. Disks that
 * the guest cannot write, and media, are the host's own affair.
 *
 * @param files the images that were made
 */
@API(status = INTERNAL)
public record DiskCopies(VmSpec spec, QemuMachine source, List<Path> files) {

  /** The id of the disk to boot from, and the setting that declares it. */
  static final String IMAGE = "image";

  private static final Duration FOR_IMAGE = Duration.ofSeconds(30);

  /**
   * Makes the images, or none if the hosts share the disks.
   *
   * @throws VirtualMachineException if that fails
   */
  public static DiskCopies make(VmSpec spec, QemuMachine source, HostSystem system) {
    if (source.mirroredDisks().isEmpty()) {
      return new DiskCopies(spec, source, List.of());
    }
    Path directory = spec.drives().copies().orElseThrow(() -> noDirectory(spec));
    QemuImg program = QemuImg.find(system);
    QemuMachine machine = source;
    VmSpec own = spec;
    List<Path> files = new ArrayList<>();
    for (QemuDevice.Disk disk : source.mirroredDisks()) {
      DiskImage copy = disk.image().at(file(spec, directory, disk.id(), disk.image().format()));
      make(program, copy, sizeOf(disk, source));
      files.add(copy.path());
      machine = machine.with(disk.with(copy));
      own = with(own, disk.id(), copy);
    }
    return new DiskCopies(own, machine, List.copyOf(files));
  }

  /** Removes the images of a guest that has not come: they have a part of its disks at most. */
  public void discard() throws IOException {
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
  }

  private static long sizeOf(QemuDevice.Disk disk, QemuMachine source) {
    return Objects.requireNonNull(source.diskSizes().get(disk.id()), disk::id);
  }

  private static VirtualMachineException noDirectory(VmSpec spec) {
    return new VirtualMachineException(
        "Virtual machine [%s]: the source mirrors its disks, and this host has [storage = shared] and no place for them; give all hosts the same"
            .formatted(spec.name()));
  }

  /** A VM that has left this host before may still have the file open, which it then keeps. */
  private static void make(QemuImg program, DiskImage copy, long size) {
    try {
      Files.deleteIfExists(copy.path());
    } catch (IOException failed) {
      throw new VirtualMachineException(
          "The copy of a disk [%s] cannot be replaced: %s".formatted(copy.path(), failed), failed);
    }
    program.create(copy, size, FOR_IMAGE);
  }

  /** Returns the specification with the copy in place of a declared disk. */
  static VmSpec with(VmSpec spec, String id, DiskImage copy) {
    String path = copy.path().toString();
    List<VmDrives.Disk> disks = new ArrayList<>(spec.drives().disks());
    disks.replaceAll(
        disk ->
            id.equals("disk" + spec.drives().disks().indexOf(disk))
                ? disk.with(path, Optional.of(copy.format()))
                : disk);
    Optional<String> image = spec.image().map(own -> id.equals(IMAGE) ? path : own);
    return spec.toBuilder().image(image).disks(disks).build();
  }

  static Path file(VmSpec spec, Path directory, String id, String format) {
    return directory.resolve(spec.name() + "-" + id + "-copy." + format).toAbsolutePath();
  }

  /**
   * Returns the specification without the disks that only the home of the VM has: for a check of
   * the others.
   */
  public static VmSpec present(VmSpec spec) {
    if (spec.drives().storage() == Storage.SHARED) {
      return spec;
    }
    return spec.toBuilder()
        .image(spec.image().filter(path -> Files.exists(Path.of(path))))
        .disks(
            spec.drives().disks().stream()
                .filter(disk -> disk.readOnly() || Files.exists(Path.of(disk.path())))
                .toList())
        .build();
  }
}
