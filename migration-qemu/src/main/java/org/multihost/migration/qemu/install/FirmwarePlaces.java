package org.multihost.migration.qemu.install;

import static org.apiguardian.api.API.Status.INTERNAL;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * The places of firmware for guests on a host.
 *
 * @param descriptors the directories of QEMU's descriptors of firmware; a file hides those of its
 *     name in later directories
 * @param shared the directory of shared files, for distributions without descriptors
 */
@API(status = INTERNAL)
public record FirmwarePlaces(List<Path> descriptors, Path shared) {

  private static final Path SHARED = Path.of("/usr/share");

  /** Returns the places of this host, by the rules of QEMU's {@code interop/firmware.json}. */
  static FirmwarePlaces current() {
    Path user = configured(System.getenv("XDG_CONFIG_HOME"), System.getProperty("user.home"));
    return new FirmwarePlaces(
        Stream.of(user, Path.of("/etc"), Path.of("/usr/local/share"), SHARED)
            .map(directory -> directory.resolve("qemu/firmware"))
            .toList(),
        SHARED);
  }

  private static Path configured(@Nullable String xdgConfigHome, String userHome) {
    return xdgConfigHome == null || !Path.of(xdgConfigHome).isAbsolute()
        ? Path.of(userHome, ".config")
        : Path.of(xdgConfigHome);
  }
}
