package org.multihost.migration.spi;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apiguardian.api.API;
import org.multihost.migration.CloneDisks;
import org.multihost.migration.DiskBus;
import org.multihost.migration.DiskCache;
import org.multihost.migration.Storage;

/**
 * The disks and drives of a VM, beside the image that it boots from.
 *
 * @param disks further disks, in order
 * @param cdrom the path of the medium in the CD-ROM drive, or {@link #EMPTY}; absent: no drive
 * @param floppy the path of the medium in the floppy drive, likewise
 * @param diskClone the kind of disks that the test gets for the image and the disks
 * @param storage whether the hosts share the image and the disks
 * @param copies the directory in which this host makes its own disks when the VM comes from another
 *     host; the caller removes it with its content; empty if the hosts share the disks
 * @param ownOfHost the settings among {@code image}, {@code disks}, {@code cdrom}, {@code floppy}
 *     that are set for this host alone: they are kept when a VM comes from another host
 */
@API(status = EXPERIMENTAL, since = "0.1")
public record VmDrives(
    List<Disk> disks,
    Optional<String> cdrom,
    Optional<String> floppy,
    CloneDisks diskClone,
    Storage storage,
    Optional<Path> copies,
    Set<String> ownOfHost) {

  /** The word for a drive without a medium; a file of that name is written {@code ./empty}. */
  public static final String EMPTY = "empty";

  /** No disks and no drives. */
  public static final VmDrives NONE =
      new VmDrives(List.of(), Optional.empty(), Optional.empty(), CloneDisks.NONE, Set.of());

  /** Drives whose disks the hosts share. */
  public VmDrives(
      List<Disk> disks,
      Optional<String> cdrom,
      Optional<String> floppy,
      CloneDisks diskClone,
      Set<String> ownOfHost) {
    this(disks, cdrom, floppy, diskClone, Storage.SHARED, Optional.empty(), ownOfHost);
  }

  /**
   * A further disk.
   *
   * @param path the path of its image
   * @param format the format of the image, in the driver's own terms; empty: the driver detects it
   * @param bus its controller; never {@code DEFAULT}
   * @param serial the serial number that the guest sees; empty: the driver chooses one
   * @param cache the use of the host's cache; never {@code DEFAULT}
   * @param readOnly whether the guest can only read it
   * @param iothread whether a thread of its own serves it
   */
  public record Disk(
      String path,
      Optional<String> format,
      DiskBus bus,
      Optional<String> serial,
      DiskCache cache,
      boolean readOnly,
      boolean iothread) {

    /** Returns a disk with all defaults. */
    public static Disk of(String path) {
      return new Disk(
          path,
          Optional.empty(),
          DiskBus.PARAVIRTUAL,
          Optional.empty(),
          DiskCache.WRITEBACK,
          false,
          false);
    }

    /** Returns the same disk with another image, such as a clone. */
    public Disk with(String otherPath, Optional<String> otherFormat) {
      return new Disk(otherPath, otherFormat, bus, serial, cache, readOnly, iothread);
    }
  }

  /** Whether images are made for the test: clones, or a host's own disks. */
  public boolean needsCopies() {
    return diskClone != CloneDisks.NONE || storage == Storage.MIRROR;
  }

  /** Copies the collections. */
  public VmDrives {
    disks = List.copyOf(disks);
    ownOfHost = Set.copyOf(ownOfHost);
  }
}
