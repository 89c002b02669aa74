package org.multihost.migration.qemu.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.multihost.migration.CloneDisks;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.qemu.NeedsQemu;
import org.multihost.migration.qemu.TestContext;
import org.multihost.migration.qemu.TestSystem;
import org.multihost.migration.qemu.install.HostSystem;
import org.multihost.migration.spi.DriverUnavailableException;
import org.multihost.migration.spi.VmDrives;
import org.multihost.migration.spi.VmSpec;

@NeedsQemu
class QemuImgTests {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path images;
  private Path base;
  private Path clones;

  @BeforeEach
  void makeBase() throws IOException {
    base = images.resolve("base.img");
    byte[] content = new byte[1 << 20];
    Arrays.fill(content, (byte) 'b');
    Files.write(base, content);
    clones = Files.createDirectory(images.resolve("clones"));
  }

  private VmSpec cloned(CloneDisks kind) {
    VmSpec spec = TestContext.withDisk("vm1", base);
    VmDrives drives =
        new VmDrives(
            List.of(VmDrives.Disk.of(base.toString())),
            Optional.empty(),
            Optional.empty(),
            kind,
            Set.of());
    return QemuImg.find(HostSystem.current())
        .cloneDisks(TestContext.withDrives(spec, drives), clones, LIMIT);
  }

  @Test
  void putsAnOverlayOnEachDisk() throws IOException {
    VmSpec spec = cloned(CloneDisks.OVERLAY);

    Path overlay = clones.resolve("vm1-image.qcow2");
    assertThat(spec.image()).contains(overlay.toString());
    assertThat(spec.drives().disks())
        .containsExactly(
            VmDrives.Disk.of(clones.resolve("vm1-disk0.qcow2").toString())
                .with(clones.resolve("vm1-disk0.qcow2").toString(), Optional.of("qcow2")));
    assertThat(spec.drives().diskClone()).isEqualTo(CloneDisks.NONE);
    assertThat(DiskImage.of(overlay).format()).isEqualTo("qcow2");
    assertThat(Files.readString(overlay, StandardCharsets.ISO_8859_1)).contains(base.toString());
  }

  @Test
  void copiesEachDisk() {
    VmSpec spec = cloned(CloneDisks.COPY);

    assertThat(spec.image()).contains(clones.resolve("vm1-image.raw").toString());
    assertThat(clones.resolve("vm1-image.raw")).hasSameBinaryContentAs(base);
    assertThat(clones.resolve("vm1-disk0.raw")).hasSameBinaryContentAs(base);
  }

  @Test
  void tellsItsOwnWordsWhenItFails() throws IOException {
    Files.delete(clones);
    assertThatThrownBy(() -> cloned(CloneDisks.OVERLAY))
        .isInstanceOf(VirtualMachineException.class)
        .hasMessageContaining("failed with exit code [1]")
        .hasMessageContaining("No such file or directory");
  }

  @Test
  void saysHowToInstallItWhereItIsMissing() {
    assertThatThrownBy(() -> QemuImg.find(new TestSystem(images).system()))
        .isInstanceOf(DriverUnavailableException.class)
        .hasMessageContaining("No [qemu-img] found")
        .hasMessageContaining("[apt-get install --no-install-recommends qemu-utils]");
  }
}
