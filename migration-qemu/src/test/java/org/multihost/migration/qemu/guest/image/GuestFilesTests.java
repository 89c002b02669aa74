package org.multihost.migration.qemu.guest.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.multihost.migration.Firmware;
import org.multihost.migration.qemu.TestSystem;
import org.multihost.migration.spi.DriverUnavailableException;

/** The parts of the default guest where distributions install them. */
class GuestFilesTests {

  private static final Optional<Path> NONE_GIVEN = Optional.empty();

  @TempDir Path root;

  @Test
  void findsTheKernelAmongItsModulesAsInFedora() throws IOException {
    modules("6.9.4-100.fc40.x86_64");
    file("lib/modules/6.9.4-100.fc40.x86_64/vmlinuz");
    modules("6.10.3-200.fc40.x86_64");
    Path newest = file("lib/modules/6.10.3-200.fc40.x86_64/vmlinuz");

    GuestKernel kernel = files().kernel(NONE_GIVEN, Firmware.BIOS);

    assertThat(kernel.image()).isEqualTo(newest);
    assertThat(kernel.version()).isEqualTo("6.10.3-200.fc40.x86_64");
    assertThat(kernel.modules()).contains(newest.getParent());
  }

  /** The file's name does not have the version: {@code vmlinuz-linux}, {@code vmlinuz-virt}. */
  @Test
  void readsTheVersionFromTheKernelAsInArchAndAlpine() throws IOException {
    Path modules = modules("6.12.31-0-virt");
    Path image = compressedKernel("boot/vmlinuz-virt", "6.12.31-0-virt (build@host) #1-Alpine SMP");

    GuestKernel kernel = files().kernel(NONE_GIVEN, Firmware.BIOS);

    assertThat(kernel).isEqualTo(new GuestKernel(image, "6.12.31-0-virt", Optional.of(modules)));
    assertThat(files().kernel(Optional.of(image), Firmware.BIOS)).isEqualTo(kernel);
  }

  @Test
  void aHeaderWithoutAVersionLeavesItToTheName() throws IOException {
    file("boot/vmlinuz-6.1.0-9-amd64");
    assertThat(files().kernel(NONE_GIVEN, Firmware.BIOS).version()).isEqualTo("6.1.0-9-amd64");
    compressedKernel("boot/vmlinuz-6.1.0-10-amd64", "");
    assertThat(files().kernel(NONE_GIVEN, Firmware.BIOS).version()).isEqualTo("6.1.0-10-amd64");
  }

  /** Ubuntu lets only root read the kernels. */
  @Test
  void saysHowToMakeAKernelReadable() throws IOException {
    Path kernel = file("boot/vmlinuz-6.8.0-45-generic");

    assertThatThrownBy(
            () -> new GuestFiles(places(), file -> false).kernel(NONE_GIVEN, Firmware.BIOS))
        .isInstanceOf(DriverUnavailableException.class)
        .hasMessageContaining(kernel + ": exists but is not readable")
        .hasMessageContaining(
            "as root, with [chmod a+r " + kernel + "], or set multihost.qemu.ker");
  }

  @Test
  void anUnreadableKernelDoesNotHideAnother() throws IOException {
    Path closed = file("boot/vmlinuz-6.9.4");
    Path open = file("lib/modules/6.9.4/vmlinuz");

    GuestFiles files = new GuestFiles(places(), file -> !file.equals(closed));

    assertThat(files.kernel(NONE_GIVEN, Firmware.BIOS).image()).isEqualTo(open);
  }

  @Test
  void listsAllThatItLookedAtAndNamesThePackage() {
    assertThatThrownBy(() -> files().kernel(NONE_GIVEN, Firmware.BIOS))
        .isInstanceOf(DriverUnavailableException.class)
        .hasMessageContainingAll(
            root.resolve("cache/kernel/vmlinu[xz]-*") + ": none",
            root.resolve("boot/vmlinu[xz]-*") + ": none",
            root.resolve("lib/modules/*/vmlinuz") + ": none",
            "\nInstall it, as root, with [apt-get install --no-install-recommends linux-image-amd64]");
  }

  @Test
  void passesOverABusyboxThatNeedsSharedLibraries() throws IOException {
    Path dynamic = Path.of("/bin/bash");
    GuestFiles both = new GuestFiles(places(dynamic, staticProgram()));

    assertThat(both.busybox(NONE_GIVEN)).isEqualTo(staticProgram());
    assertThatThrownBy(() -> both.busybox(Optional.of(dynamic)))
        .isInstanceOf(DriverUnavailableException.class)
        .hasMessageContaining("/bin/bash: is no statically linked program")
        .hasMessageContaining("install --no-install-recommends busybox-static]")
        .hasMessageContaining("or set multihost.qemu.busybox to one");
  }

  private GuestFiles files() {
    return new GuestFiles(places());
  }

  private GuestPlaces places(Path... busyboxes) {
    return new GuestPlaces(
        new TestSystem(root).system(),
        root.resolve("boot"),
        root.resolve("lib/modules"),
        List.of(busyboxes));
  }

  private Path file(String name) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "");
  }

  private Path modules(String version) throws IOException {
    return file("lib/modules/" + version + "/modules.dep").getParent();
  }

  /**
   * The header of a bzImage, by "The Linux/x86 Boot Protocol"; without a version if it is empty.
   */
  private Path compressedKernel(String name, String version) throws IOException {
    ByteBuffer image = ByteBuffer.allocate(0x800).order(ByteOrder.LITTLE_ENDIAN);
    image.put(0x202, "HdrS".getBytes(StandardCharsets.US_ASCII));
    image.putShort(0x20e, (short) (version.isEmpty() ? 0 : 0x300));
    image.put(0x500, version.getBytes(StandardCharsets.US_ASCII));
    return Files.write(file(name), image.array());
  }

  /** A little-endian 64-bit ELF file without program headers, and so without an interpreter. */
  private Path staticProgram() throws IOException {
    ByteBuffer program = ByteBuffer.allocate(128).order(ByteOrder.LITTLE_ENDIAN);
    program.put(0, new byte[] {0x7f, 'E', 'L', 'F', 2, 1});
    return Files.write(file("static"), program.array());
  }
}
