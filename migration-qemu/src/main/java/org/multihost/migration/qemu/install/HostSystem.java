package org.multihost.migration.qemu.install;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.qemu.process.ProgramOutput;

/**
 * What the choice of a QEMU depends on in the machine this runs on.
 *
 * @param architecture in QEMU's words, such as {@code x86_64}
 * @param kvmDevice the device file of KVM
 * @param cpuInfo the kernel's description of the CPUs
 * @param searchPath the directories in which programs are looked for
 * @param cache this project's directory in the cache of the user
 * @param versionOf asks a program what {@code --version} prints
 */
public record HostSystem(
    String architecture,
    Path kvmDevice,
    Path cpuInfo,
    List<Path> searchPath,
    Path cache,
    Function<Path, String> versionOf) {

  public static HostSystem current() {
    Map<String, String> environment = System.getenv();
    return new HostSystem(
        architecture(System.getProperty("os.arch")),
        Path.of("/dev/kvm"),
        Path.of("/proc/cpuinfo"),
        directories(environment.get("PATH")),
        cacheDirectory(environment.get("XDG_CACHE_HOME"), System.getProperty("user.home")),
        program -> ProgramOutput.of(program, "--version"));
  }

  /** QEMU's word for what Java calls {@code os.arch}. */
  public static String architecture(String javaName) {
    return switch (javaName.toLowerCase(Locale.ROOT)) {
      case "amd64", "x86_64", "x64" -> "x86_64";
      case "arm64" -> "aarch64";
      default -> javaName;
    };
  }

  /** The directory of this project in the user's cache, by the XDG Base Directory rules. */
  static Path cacheDirectory(@Nullable String xdgCacheHome, String userHome) {
    Path base =
        xdgCacheHome == null || !Path.of(xdgCacheHome).isAbsolute()
            ? Path.of(userHome, ".cache")
            : Path.of(xdgCacheHome);
    return base.resolve("multihost");
  }

  /** The name of the QEMU that emulates this machine's architecture. */
  String binaryName() {
    return "qemu-system-" + architecture;
  }

  private static List<Path> directories(@Nullable String path) {
    return path == null
        ? List.of()
        : Stream.of(path.split(File.pathSeparator))
            .filter(entry -> !entry.isEmpty())
            .map(Path::of)
            .toList();
  }
}
