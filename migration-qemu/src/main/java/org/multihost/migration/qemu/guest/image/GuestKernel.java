package org.multihost.migration.qemu.guest.image;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;

/**
 * A kernel for the default guest, with the directory of its modules, if that is known.
 *
 * @param image its file: compressed ({@code vmlinuz-<version>}) or not ({@code vmlinux-<version>})
 * @param modules the directory with its {@code modules.dep}
 */
record GuestKernel(Path image, Optional<Path> modules) {

  /** The pattern of kernels' file names. */
  static final String FILES = "vmlinu[xz]-*";

  /** Kernels with modules first, then newer ones, then those that need no decompression. */
  static final Comparator<GuestKernel> BEST_FIRST =
      Comparator.comparing((GuestKernel kernel) -> kernel.modules().isEmpty())
          .thenComparing(GuestKernel::version, VersionOrder.NEWEST_FIRST)
          .thenComparing(GuestKernel::image);

  /**
   * Searches for the modules beside the image, as {@code modules-<version>}, then where they are
   * installed.
   */
  public static GuestKernel of(Path image, Path installedModules) {
    String version = version(image);
    return new GuestKernel(
        image,
        Optional.of(image.resolveSibling("modules-" + version))
            .filter(GuestKernel::hasModules)
            .or(
                () ->
                    Optional.of(installedModules.resolve(version))
                        .filter(GuestKernel::hasModules)));
  }

  private static boolean hasModules(Path directory) {
    return Files.isReadable(directory.resolve(KernelModules.DEPENDENCIES));
  }

  /**
   * Returns the version, equal to {@code uname -r} in the guest unless the file has been renamed.
   */
  public String version() {
    return version(image);
  }

  private static String version(Path image) {
    return image.getFileName().toString().replaceFirst("^vmlinu[xz]-", "");
  }
}
