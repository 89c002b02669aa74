package org.multihost.migration.qemu.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.spi.VmDrives;
import org.multihost.migration.spi.VmSpec;

/**
 * A file that a VM's specification names.
 *
 * @param setting the name of the setting that names it
 * @param text its path as given
 */
record DeclaredFile(VmSpec spec, String setting, String text) {

  /**
   * Returns the absolute path.
   *
   * @throws MultihostConfigurationException if the file cannot be read
   */
  public Path readable() {
    Path path = path();
    if (!Files.exists(path)) {
      throw wrong("there is no file [" + path + "]");
    }
    if (Files.isDirectory(path)) {
      throw wrong("[" + path + "] is a directory");
    }
    if (!Files.isReadable(path)) {
      throw wrong("[" + path + "] is not a file that this user can read");
    }
    return path;
  }

  private Path path() {
    try {
      return Path.of(text).toAbsolutePath();
    } catch (InvalidPathException e) {
      throw wrong("it is no path of this system: " + e.getReason());
    }
  }

  /** Returns the file as a disk image that the guest can write. */
  public DiskImage disk() {
    return writable(medium());
  }

  /** Returns the file as the image of a disk; with a declared format, the file is not read. */
  DiskImage disk(VmDrives.Disk disk) {
    DiskImage image = image(disk);
    return disk.readOnly() ? image : writable(image);
  }

  /** Returns the file as an image of a disk to clone, which the guest need not write. */
  DiskImage image(VmDrives.Disk disk) {
    return disk.format().map(format -> new DiskImage(readable(), format)).orElseGet(this::medium);
  }

  private DiskImage writable(DiskImage image) {
    if (!Files.isWritable(image.path())) {
      throw wrong("[" + image.path() + "] is not a file that this user can write");
    }
    return image;
  }

  /** Returns the file as an image that the guest can at least read. */
  DiskImage medium() {
    try {
      return DiskImage.of(readable());
    } catch (IOException unreadable) {
      throw wrong("it cannot be read: " + unreadable);
    }
  }

  public MultihostConfigurationException wrong(String reason) {
    return new MultihostConfigurationException(
        "Virtual machine [%s]: %s [%s]: %s".formatted(spec.name(), setting, text, reason));
  }
}
