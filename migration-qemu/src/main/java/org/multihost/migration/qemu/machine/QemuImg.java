package org.multihost.migration.qemu.machine;

import static org.apiguardian.api.API.Status.INTERNAL;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;
import org.multihost.migration.CloneDisks;
import org.multihost.migration.qemu.install.HostPart;
import org.multihost.migration.qemu.install.HostSystem;
import org.multihost.migration.qemu.process.ProgramOutput;
import org.multihost.migration.spi.DriverUnavailableException;
import org.multihost.migration.spi.VmDrives;
import org.multihost.migration.spi.VmSpec;

/** The program {@code qemu-img}, which makes and clones disk images. */
@API(status = INTERNAL)
public record QemuImg(Path program) {

  private static final String NAME = "qemu-img";

  /**
   * Finds the program on the {@code PATH}.
   *
   * @throws DriverUnavailableException if there is none
   */
  public static QemuImg find(HostSystem system) {
    return system
        .program(NAME)
        .map(QemuImg::new)
        .orElseThrow(
            () ->
                HostPart.QEMU_IMG.missing(
                    system,
                    "No [%s] found, which makes the clones and the copies of disks that a test asks for; looked in %s"
                        .formatted(NAME, system.searchPath())));
  }

  /**
   * Clones the image and the disks into a directory, and returns the specification with the clones.
   */
  public VmSpec cloneDisks(VmSpec spec, Path directory, Duration timeout) {
    CloneDisks kind = spec.drives().diskClone();
    Optional<String> image =
        spec.image()
            .map(path -> new DeclaredFile(spec, DeclaredDevices.IMAGE, path).medium())
            .map(
                disk -> clone(kind, disk, target(spec, directory, DeclaredDevices.IMAGE), timeout));
    List<VmDrives.Disk> disks = new ArrayList<>();
    for (VmDrives.Disk disk : spec.drives().disks()) {
      DiskImage original = new DeclaredFile(spec, "disks", disk.path()).image(disk);
      Path target = target(spec, directory, "disk" + disks.size());
      disks.add(
          disk.with(clone(kind, original, target, timeout), Optional.of(format(kind, original))));
    }
    return spec.withDisks(image, disks);
  }

  /** Creates an empty image of a size in bytes. */
  public void create(DiskImage image, long size, Duration timeout) {
    ProgramOutput.of(
        List.of(
            program.toString(),
            "create",
            "-q",
            "-f",
            image.format(),
            image.path().toString(),
            Long.toString(size)),
        timeout);
  }

  private static Path target(VmSpec spec, Path directory, String id) {
    return directory.resolve(spec.name() + "-" + id);
  }

  private static String format(CloneDisks kind, DiskImage disk) {
    return kind == CloneDisks.OVERLAY ? "qcow2" : disk.format();
  }

  private String clone(CloneDisks kind, DiskImage disk, Path target, Duration timeout) {
    String from = disk.path().toString();
    String to = target + "." + format(kind, disk);
    List<String> arguments =
        kind == CloneDisks.OVERLAY
            ? List.of("create", "-q", "-f", "qcow2", "-F", disk.format(), "-b", from, to)
            : List.of("convert", "-q", "-f", disk.format(), "-O", disk.format(), from, to);
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(arguments);
    ProgramOutput.of(command, timeout);
    return to;
  }
}
