package org.multihost.migration.contract;

import java.nio.file.Path;
import java.util.Optional;
import org.multihost.migration.CloneDisks;
import org.multihost.migration.spi.VmDrives;
import org.multihost.migration.spi.VmSpec;

/** Specifications derived from others. */
final class Specs {

  private Specs() {}

  static VmSpec paused(VmSpec spec) {
    return spec.toBuilder().startPaused(true).build();
  }

  static VmSpec cloned(VmSpec spec, Path image, CloneDisks clone) {
    return spec.toBuilder()
        .drives(VmDrives.NONE)
        .image(Optional.of(image.toString()))
        .cloneDisks(clone)
        .build();
  }
}
