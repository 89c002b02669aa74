package org.multihost.migration.contract;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.multihost.migration.spi.DiskClone;
import org.multihost.migration.spi.VmDrives;
import org.multihost.migration.spi.VmSpec;

/** Specifications derived from others. */
final class Specs {

  private Specs() {}

  static VmSpec paused(VmSpec spec) {
    return with(spec, spec.image(), spec.drives(), true);
  }

  static VmSpec cloned(VmSpec spec, Path image, DiskClone clone) {
    VmDrives drives = new VmDrives(List.of(), Optional.empty(), Optional.empty(), clone, Set.of());
    return with(spec, Optional.of(image.toString()), drives, spec.startPaused());
  }

  private static VmSpec with(
      VmSpec spec, Optional<String> image, VmDrives drives, boolean startPaused) {
    return new VmSpec(
        spec.name(),
        spec.memory(),
        spec.cpus(),
        image,
        spec.kernel(),
        spec.initrd(),
        spec.cmdline(),
        spec.arguments(),
        drives,
        spec.access(),
        startPaused);
  }
}
