package org.multihost.migration.qemu;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.qemu.machine.DiskImage;
import org.multihost.migration.spi.VmDrives;
import org.multihost.migration.spi.VmSpec;

/**
 * The disks of this run that a VM has started with, and that were detected as raw. Its guest may
 * have written the first bytes of another format there, with which the next VM would start: as a
 * qcow2 image, it could even name other files of the host as its backing file.
 */
final class RawDisks {

  private static final String RAW = "raw";

  private final Set<Path> known = ConcurrentHashMap.newKeySet();

  /**
   * Adds the disks of a VM that is about to start.
   *
   * @throws MultihostConfigurationException if one was raw, and does not begin like that any more
   */
  void start(VmSpec spec) {
    for (VmDrives.Disk disk : spec.drives().disks()) {
      if (disk.format().isEmpty()) {
        start(spec, Path.of(disk.path()).toAbsolutePath().normalize());
      }
    }
  }

  private void start(VmSpec spec, Path path) {
    String format = detected(path);
    if (format.equals(RAW)) {
      known.add(path);
    } else if (known.contains(path)) {
      throw new MultihostConfigurationException(
          "Virtual machine [%s]: disk [%s] was raw when a VM started with it before, and begins like [%s] now: a guest may have written that. Declare its format, such as @Disk(path = \"%s\", format = \"raw\")"
              .formatted(spec.name(), path, format, path.getFileName()));
    }
  }

  private static String detected(Path path) {
    try {
      return DiskImage.of(path).format();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
