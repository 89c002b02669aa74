package org.multihost.migration.qemu.guest.builtin;

import static org.apiguardian.api.API.Status.INTERNAL;

import java.nio.file.Path;
import org.apiguardian.api.API;
import org.multihost.migration.qemu.guest.image.CachedFile;
import org.multihost.migration.qemu.guest.image.GuestPlaces;

/** The built-in guest as a file that QEMU boots with {@code -kernel}. */
@API(status = INTERNAL)
public final class BuiltinImage {

  private BuiltinImage() {}

  /** Returns the file; assembles it, unless it is in the cache. */
  public static Path file(GuestPlaces places) {
    byte[] content = PvhElf.of(GuestProgram.assemble());
    return CachedFile.of("the built-in guest", content, ".elf", places.builtin());
  }
}
