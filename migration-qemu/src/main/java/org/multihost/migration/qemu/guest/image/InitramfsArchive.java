package org.multihost.migration.qemu.guest.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.cpio.CpioArchiveEntry;
import org.apache.commons.compress.archivers.cpio.CpioArchiveOutputStream;
import org.apache.commons.compress.archivers.cpio.CpioConstants;

/**
 * The content of the default guest's initial RAM disk: busybox, the first process, the session's
 * scripts and the kernel's modules. The same content always gives the same bytes.
 */
final class InitramfsArchive {

  private static final List<String> DIRECTORIES = List.of("bin", "dev", "lib", "lib/multihost");
  private static final int DIRECTORY = CpioConstants.C_ISDIR | 0755;
  private static final int FILE = CpioConstants.C_ISREG | 0644;
  private static final int PROGRAM = CpioConstants.C_ISREG | 0755;
  private static final int CONSOLE = CpioConstants.C_ISCHR | 0600;

  private InitramfsArchive() {}

  /** Returns an uncompressed archive in the format that the kernel reads, cpio's "newc". */
  public static byte[] build(GuestKernel kernel, Path busybox, Optional<Path> overlay)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (CpioArchiveOutputStream archive = new CpioArchiveOutputStream(bytes)) {
      for (String directory : DIRECTORIES) {
        put(archive, directory, DIRECTORY, new byte[0]);
      }
      putConsole(archive);
      put(archive, "bin/busybox", PROGRAM, Files.readAllBytes(busybox));
      put(archive, "init", PROGRAM, GuestScript.read("init"));
      put(archive, "lib/multihost/agent", PROGRAM, GuestScript.read("agent"));
      put(archive, "lib/multihost/work", PROGRAM, GuestScript.read("work"));
      put(archive, "lib/multihost/ssh", PROGRAM, GuestScript.read("ssh"));
      put(archive, "lib/multihost/hotplug", PROGRAM, GuestScript.read("hotplug"));
      if (kernel.modules().isPresent()) {
        putModules(archive, kernel.modules().get(), "lib/modules/" + kernel.version());
      }
      if (overlay.isPresent()) {
        putTree(archive, overlay.get());
      }
    }
    return bytes.toByteArray();
  }

  /** Adds all files of a directory, at the same paths. */
  private static void putTree(CpioArchiveOutputStream archive, Path root) throws IOException {
    try (Stream<Path> found = Files.walk(root)) {
      for (Path path : found.filter(each -> !each.equals(root)).sorted().toList()) {
        String name = root.relativize(path).toString();
        if (DIRECTORIES.contains(name)) {
          continue;
        }
        if (Files.isDirectory(path)) {
          put(archive, name, DIRECTORY, new byte[0]);
        } else {
          put(archive, name, PROGRAM, Files.readAllBytes(path));
        }
      }
    }
  }

  private static void putModules(CpioArchiveOutputStream archive, Path modules, String directory)
      throws IOException {
    put(archive, "lib/modules", DIRECTORY, new byte[0]);
    put(archive, directory, DIRECTORY, new byte[0]);
    for (Map.Entry<String, byte[]> file : KernelModules.select(modules).entrySet()) {
      put(archive, directory + "/" + file.getKey(), FILE, file.getValue());
    }
  }

  // The kernel opens it for the first process, before anything is mounted on /dev.
  private static void putConsole(CpioArchiveOutputStream archive) throws IOException {
    CpioArchiveEntry console = entry("dev/console", CONSOLE, 0);
    console.setRemoteDeviceMaj(5);
    console.setRemoteDeviceMin(1);
    archive.putArchiveEntry(console);
    archive.closeArchiveEntry();
  }

  private static void put(CpioArchiveOutputStream archive, String name, int mode, byte[] content)
      throws IOException {
    archive.putArchiveEntry(entry(name, mode, content.length));
    archive.write(content);
    archive.closeArchiveEntry();
  }

  private static CpioArchiveEntry entry(String name, int mode, int size) {
    CpioArchiveEntry entry = new CpioArchiveEntry(CpioConstants.FORMAT_NEW, name, size);
    entry.setMode(mode);
    entry.setTime(0);
    entry.setNumberOfLinks(1);
    return entry;
  }
}
