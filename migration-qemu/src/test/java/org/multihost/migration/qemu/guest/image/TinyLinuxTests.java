package org.multihost.migration.qemu.guest.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.compress.archivers.cpio.CpioArchiveEntry;
import org.apache.commons.compress.archivers.cpio.CpioArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.multihost.migration.Firmware;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.qemu.TestSystem;
import org.multihost.migration.qemu.install.HostSystem;

class TinyLinuxTests {

  private static final String DISK = "the default guest's initial RAM disk";

  private static final Optional<Path> NONE_GIVEN = Optional.empty();

  @TempDir Path cache;

  @Test
  void takesTheNewestKernelOfTheCache() throws IOException {
    kernel("vmlinuz-6.1.0-9-cloud-amd64");
    Path newest = kernel("vmlinuz-6.1.0-56-cloud-amd64");
    kernel("vmlinuz-5.10.0-99-amd64");

    assertThat(TinyLinux.locate(NONE_GIVEN, NONE_GIVEN, places(), Firmware.BIOS).kernel())
        .isEqualTo(newest);
  }

  @Test
  void prefersAKernelThatHasItsModulesBesideIt() throws IOException {
    kernel("vmlinuz-6.1.0-56-cloud-amd64");
    Path compressed = kernel("vmlinuz-6.1.0-55-amd64");
    Path plain = kernel("vmlinux-6.1.0-55-amd64");
    modules("modules-6.1.0-55-amd64");

    TinyLinux guest = TinyLinux.locate(NONE_GIVEN, NONE_GIVEN, places(), Firmware.BIOS);

    assertThat(guest.kernel()).isEqualTo(plain).isNotEqualTo(compressed);
    assertThat(entries(guest.initramfs()))
        .contains("lib/modules/6.1.0-55-amd64/sr_mod.ko")
        .contains("lib/modules/6.1.0-55-amd64/modules.dep");
  }

  /** As with a home that is read-only. */
  @Test
  void aGuestsRamDiskGoesElsewhereWhereTheCacheCannotBeWritten() throws IOException {
    Path noDirectory = Files.createFile(cache.resolve("file")).resolve("initramfs");
    Path temporary = cache.resolve("temporary");
    byte[] content = {1, 2, 3};

    Path file = CachedFile.of(DISK, content, ".cpio", noDirectory, temporary);

    assertThat(file).hasParent(temporary).hasBinaryContent(content);
    assertThat(CachedFile.of(DISK, content, ".cpio", noDirectory, temporary)).isEqualTo(file);
  }

  @Test
  void aDirectoryThatOthersMayWriteToIsNotTakenForIt() throws IOException {
    Path noDirectory = Files.createFile(cache.resolve("file")).resolve("initramfs");
    Path open = Files.createDirectory(cache.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));

    assertThatThrownBy(() -> CachedFile.of(DISK, new byte[1], ".cpio", noDirectory, open))
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessageContainingAll(
            "[" + noDirectory + "]", "[" + open + "]", "XDG_CACHE_HOME", "java.io.tmpdir");
  }

  @Test
  void namesAGivenFileThatDoesNotExist() {
    Optional<Path> missing = Optional.of(cache.resolve("no-kernel"));

    assertThatThrownBy(() -> TinyLinux.locate(missing, NONE_GIVEN, places(), Firmware.BIOS))
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessageContaining("[" + missing.get() + "] does not exist");
  }

  @Test
  void buildsTheInitialRamDiskOnceHoweverManyAsk() throws IOException {
    kernel("vmlinuz-1");

    List<Path> built =
        IntStream.range(0, 8)
            .parallel()
            .mapToObj(
                i -> TinyLinux.locate(NONE_GIVEN, NONE_GIVEN, places(), Firmware.BIOS).initramfs())
            .distinct()
            .toList();

    assertThat(built).hasSize(1);
    assertThat(cache.resolve("cache/initramfs")).isDirectoryContaining(built.get(0)::equals);
    assertThat(Files.list(cache.resolve("cache/initramfs"))).hasSize(1);
    assertThat(entries(built.get(0)))
        .contains("init", "bin/busybox", "lib/multihost/agent", "lib/multihost/work");
  }

  private GuestPlaces places() {
    HostSystem system = new TestSystem(cache).system();
    return new GuestPlaces(
        system,
        cache.resolve("boot"),
        cache.resolve("modules"),
        GuestPlaces.of(system).busyboxes());
  }

  private Path kernel(String name) throws IOException {
    Path directory = Files.createDirectories(cache.resolve("cache/kernel"));
    return Files.createFile(directory.resolve(name));
  }

  private void modules(String name) throws IOException {
    Path directory = Files.createDirectories(cache.resolve("cache/kernel").resolve(name));
    Files.writeString(directory.resolve("sr_mod.ko"), "a driver");
    Files.writeString(directory.resolve("modules.dep"), "sr_mod.ko:\n");
  }

  private static List<String> entries(Path archive) throws IOException {
    List<String> names = new ArrayList<>();
    try (InputStream file = Files.newInputStream(archive);
        CpioArchiveInputStream cpio = new CpioArchiveInputStream(file)) {
      for (CpioArchiveEntry e = cpio.getNextEntry(); e != null; e = cpio.getNextEntry()) {
        names.add(e.getName());
      }
    }
    return names;
  }
}
