package org.multihost.migration.qemu.install;

import static org.apiguardian.api.API.Status.INTERNAL;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * The properties of this host that determine the choice of a QEMU.
 *
 * @param architecture QEMU's name for it, such as {@code x86_64}
 * @param guests the architecture of its guests: another one is emulated
 * @param kvmDevice the device file of KVM
 * @param cpuInfo the kernel's description of the CPUs
 * @param searchPath the directories that are searched for programs
 * @param firmware the places of firmware for guests
 * @param cache this project's directory in the user's cache
 * @param distribution the Linux distribution, which names the packages to install
 * @param versionOf returns the output of a program's {@code --version}
 */
@API(status = INTERNAL)
public record HostSystem(
    String architecture,
    String guests,
    Path kvmDevice,
    Path cpuInfo,
    List<Path> searchPath,
    FirmwarePlaces firmware,
    Path cache,
    Distribution distribution,
    Function<Path, String> versionOf) {

  /**
   * The directories of RHEL's {@code qemu-kvm} and of the distributions' {@code virtiofsd}, which
   * are on nobody's {@code PATH}.
   */
  private static final List<Path> OF_PROGRAMS =
      List.of(Path.of("/usr/libexec"), Path.of("/usr/lib/qemu"), Path.of("/usr/lib"));

  /** Creates a host whose guests have its own architecture. */
  public HostSystem(
      String architecture,
      Path kvmDevice,
      Path cpuInfo,
      List<Path> searchPath,
      FirmwarePlaces firmware,
      Path cache,
      Distribution distribution,
      Function<Path, String> versionOf) {
    this(
        architecture,
        architecture,
        kvmDevice,
        cpuInfo,
        searchPath,
        firmware,
        cache,
        distribution,
        versionOf);
  }

  public static HostSystem current() {
    Map<String, String> environment = System.getenv();
    return new HostSystem(
        architecture(System.getProperty("os.arch")),
        Path.of("/dev/kvm"),
        Path.of("/proc/cpuinfo"),
        directories(environment.get("PATH")),
        FirmwarePlaces.current(),
        cacheDirectory(environment.get("XDG_CACHE_HOME"), System.getProperty("user.home")),
        Distribution.current(),
        ProgramVersions.OF_JVM);
  }

  /** Returns QEMU's name for an architecture, given the value of {@code os.arch}. */
  public static String architecture(String javaName) {
    return switch (javaName.toLowerCase(Locale.ROOT)) {
      case "amd64", "x86_64", "x64" -> "x86_64";
      case "arm64" -> "aarch64";
      default -> javaName;
    };
  }

  /** Returns the same host with guests of another architecture. */
  HostSystem emulating(String other) {
    return new HostSystem(
        architecture,
        other,
        kvmDevice,
        cpuInfo,
        searchPath,
        firmware,
        cache,
        distribution,
        versionOf);
  }

  /** Returns the architecture of its guests. */
  public Architecture ofGuests() {
    return Architecture.of(guests);
  }

  /** Whether its guests have another architecture than the host. */
  public boolean isEmulated() {
    return !guests.equals(architecture);
  }

  /**
   * Returns the directory in the cache for parts of guests; those of an emulated architecture are
   * in one of their own, as in {@code kernel-aarch64}.
   */
  public Path cached(String part) {
    return cache.resolve(isEmulated() ? part + "-" + guests : part);
  }

  /** Returns this project's directory in the user's cache, by the XDG Base Directory rules. */
  static Path cacheDirectory(@Nullable String xdgCacheHome, String userHome) {
    Path base =
        xdgCacheHome == null || !Path.of(xdgCacheHome).isAbsolute()
            ? Path.of(userHome, ".cache")
            : Path.of(xdgCacheHome);
    return base.resolve("multihost");
  }

  /** Returns the names of a QEMU for its guests; the last one is RHEL's. */
  List<String> binaryNames() {
    return isEmulated() ? List.of(unpackedName()) : List.of(unpackedName(), "qemu-kvm");
  }

  /** Returns the name of the program in a QEMU that was unpacked in the cache. */
  String unpackedName() {
    return "qemu-system-" + guests;
  }

  /** Finds a program on the search path. */
  public Optional<Path> program(String name) {
    return searchPath.stream()
        .map(directory -> directory.resolve(name).toAbsolutePath())
        .filter(Files::isRegularFile)
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static List<Path> directories(@Nullable String path) {
    Stream<Path> onPath =
        Stream.of((path == null ? "" : path).split(File.pathSeparator))
            .filter(entry -> !entry.isEmpty())
            .map(Path::of);
    return Stream.concat(onPath, OF_PROGRAMS.stream()).toList();
  }
}
