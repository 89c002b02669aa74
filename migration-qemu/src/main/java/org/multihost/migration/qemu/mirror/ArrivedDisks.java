package org.multihost.migration.qemu.mirror;

import static org.apiguardian.api.API.Status.INTERNAL;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apiguardian.api.API;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.qemu.machine.DiskImage;
import org.multihost.migration.qemu.machine.QemuDevice;
import org.multihost.migration.qemu.machine.QemuMachine;
import org.multihost.migration.spi.VmDrives;
import org.multihost.migration.spi.VmSpec;

/**
 * The mirrored disks with which VMs have last come to this host, for their next start here. Safe
 * for use by several threads.
 */
@API(status = INTERNAL)
public final class ArrivedDisks {

  /** QEMU's names of the formats with which it migrates. */
  private static final List<String> FORMATS = List.of("raw", "qcow2", "qed");

  /** The ids of the disks, by the VM's own path in its directory of images. */
  private final Map<Path, Set<String>> ids = new ConcurrentHashMap<>();

  /**
   * Records the disks with which a VM is about to come. If it does not come, it does not start here
   * before its next arrival.
   */
  public void coming(VmSpec spec, QemuMachine source) {
    spec.drives()
        .copies()
        .ifPresent(
            directory ->
                ids.put(
                    directory.resolve(spec.name()),
                    source.mirroredDisks().stream()
                        .map(QemuDevice.Disk::id)
                        .collect(Collectors.toUnmodifiableSet())));
  }

  /**
   * Returns the specification for a start: a VM that has come to this host and was stopped here has
   * the disks that it came with.
   *
   * @throws VirtualMachineException if a declared disk has not come with it
   */
  public VmSpec last(VmSpec spec) {
    if (spec.drives().copies().isEmpty()) {
      return spec;
    }
    Path directory = spec.drives().copies().get();
    Set<String> arrived = ids.get(directory.resolve(spec.name()));
    if (arrived == null) {
      return spec;
    }
    VmSpec last = spec;
    for (String id : written(spec)) {
      if (!arrived.contains(id)) {
        throw notHere(spec, id);
      }
      last = withLast(last, directory, id);
    }
    return last;
  }

  /** Returns the ids of the declared disks that the guest can write. */
  private static List<String> written(VmSpec spec) {
    List<String> written = new ArrayList<>();
    spec.image().ifPresent(path -> written.add(DiskCopies.IMAGE));
    List<VmDrives.Disk> disks = spec.drives().disks();
    for (int i = 0; i < disks.size(); i++) {
      if (!disks.get(i).readOnly()) {
        written.add("disk" + i);
      }
    }
    return written;
  }

  private static VmSpec withLast(VmSpec spec, Path directory, String id) {
    return FORMATS.stream()
        .map(format -> new DiskImage(DiskCopies.file(spec, directory, id, format), format))
        .filter(copy -> Files.exists(copy.path()))
        .findFirst()
        .map(copy -> DiskCopies.with(spec, id, copy))
        .orElseThrow(() -> notHere(spec, id));
  }

  private static VirtualMachineException notHere(VmSpec spec, String id) {
    return new VirtualMachineException(
        "Virtual machine [%s] cannot start here: its disk [%s] was detached when it came to this host, so its content is not here, and the file that declares it has another one. Attach it again before the migration, or call stop() and start() before it is detached"
            .formatted(spec.name(), id));
  }
}
