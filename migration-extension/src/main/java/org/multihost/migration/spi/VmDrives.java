package org.multihost.migration.spi;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apiguardian.api.API;
import org.multihost.migration.CloneDisks;

/**
 * The disks and drives of a VM, beside the image that it boots from.
 *
 * @param disks the paths of further disks, in order
 * @param cdrom the path of the medium in the CD-ROM drive, or {@link #EMPTY}; absent: no drive
 * @param floppy the path of the medium in the floppy drive, likewise
 * @param diskClone the kind of disks that the test gets for the image and the disks
 * @param ownOfHost the settings among {@code image}, {@code disks}, {@code cdrom}, {@code floppy}
 *     that are set for this host alone: they are kept when a VM comes from another host
 */
@API(status = EXPERIMENTAL, since = "0.1")
public record VmDrives(
    List<String> disks,
    Optional<String> cdrom,
    Optional<String> floppy,
    CloneDisks diskClone,
    Set<String> ownOfHost) {

  /** The word for a drive without a medium; a file of that name is written {@code ./empty}. */
  public static final String EMPTY = "empty";

  /** No disks and no drives. */
  public static final VmDrives NONE =
      new VmDrives(List.of(), Optional.empty(), Optional.empty(), CloneDisks.NONE, Set.of());

  /** Copies the collections. */
  public VmDrives {
    disks = List.copyOf(disks);
    ownOfHost = Set.copyOf(ownOfHost);
  }
}
