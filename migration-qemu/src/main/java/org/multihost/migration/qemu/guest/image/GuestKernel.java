package org.multihost.migration.qemu.guest.image;

import static org.apiguardian.api.API.Status.INTERNAL;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * A kernel for the default guest, with the directory of its modules, if that is known.
 *
 * @param image its file: compressed ({@code vmlinuz-<version>}) or not ({@code vmlinux-<version>})
 * @param version equal to {@code uname -r} in the guest, unless an uncompressed file was renamed
 * @param modules the directory with its {@code modules.dep}
 */
@API(status = INTERNAL)
public record GuestKernel(Path image, String version, Optional<Path> modules) {

  /** The name of a kernel's file in the directory of its modules. */
  static final String AMONG_MODULES = "vmlinuz";

  /** The pattern of kernels' file names in other directories. */
  static final String FILES = "vmlinu[xz]-*";

  /** Kernels with modules first, then newer ones, then those that need no decompression. */
  static final Comparator<GuestKernel> BEST_FIRST =
      Comparator.comparing((GuestKernel kernel) -> kernel.modules().isEmpty())
          .thenComparing(GuestKernel::version, VersionOrder.NEWEST_FIRST)
          .thenComparing(GuestKernel::image);

  /**
   * Searches for the modules beside the image, as {@code modules-<version>}, then where they are
   * installed. The version is that of the kernel's header, else that of the file's name.
   */
  static GuestKernel of(Path image, Path installedModules) {
    String version = KernelHeader.version(image).orElseGet(() -> named(image));
    return new GuestKernel(
        image,
        version,
        Optional.of(image.resolveSibling("modules-" + version))
            .filter(GuestKernel::hasModules)
            .or(
                () ->
                    Optional.of(installedModules.resolve(version))
                        .filter(GuestKernel::hasModules)));
  }

  /**
   * Whether a UEFI firmware can start the file: then it begins as a program for EFI does, whatever
   * the processor.
   */
  public static boolean isEfiProgram(Path image) {
    try (InputStream file = Files.newInputStream(image)) {
      return new String(file.readNBytes(2), StandardCharsets.US_ASCII).equals("MZ");
    } catch (IOException unreadable) {
      return false;
    }
  }

  private static boolean hasModules(Path directory) {
    return Files.isReadable(directory.resolve(KernelModules.DEPENDENCIES));
  }

  private static String named(Path image) {
    Path file =
        image.endsWith(AMONG_MODULES) ? image.resolve("..").toAbsolutePath().normalize() : image;
    return file.getFileName().toString().replaceFirst("^vmlinu[xz]-", "");
  }
}
