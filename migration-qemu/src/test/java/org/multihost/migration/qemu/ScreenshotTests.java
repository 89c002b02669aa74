package org.multihost.migration.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.qemu.install.HostSystem;
import org.multihost.migration.spi.LocalVm;
import org.multihost.migration.spi.VmDiagnosis;

/** Pictures of the display of a VM whose firmware runs. */
@NeedsQemu
@Timeout(120)
class ScreenshotTests {

  private final QemuDriver driver =
      QemuDriver.create(new TestContext("source"), HostSystem.current());

  @TempDir Path files;

  @AfterEach
  public void close() {
    driver.close();
  }

  private Path disk() throws IOException {
    Path disk = files.resolve("disk.img");
    try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
      file.setLength(1 << 20);
    }
    return disk;
  }

  @Test
  void aDisplayIsTakenForTheTestAndForADiagnosis() throws IOException {
    LocalVm vm = driver.start(TestContext.withDisk("vm1", disk(), "-device", "VGA"));

    BufferedImage picture = ImageIO.read(vm.screenshot().toFile());
    assertThat(picture.getWidth()).isGreaterThanOrEqualTo(640);
    assertThat(vm.screenshot()).isNotEqualTo(vm.screenshot()).exists();
    List<String> logs = vm.diagnosis().sections().get(0).lines();
    assertThat(logs).first().asString().startsWith("display: ").contains("vm1.screen-");
    assertThat(Path.of(logs.get(0).substring("display: ".length()))).exists();
  }

  @Test
  void aVmWithoutADisplaySaysHowItGetsOne() throws IOException {
    LocalVm vm = driver.start(TestContext.withDisk("vm2", disk()));

    assertThatThrownBy(vm::screenshot)
        .isInstanceOf(VirtualMachineException.class)
        .hasMessageContainingAll("[vm2] has no picture of its display", "\"-device\", \"VGA\"");
    assertThat(vm.diagnosis().sections())
        .flatExtracting(VmDiagnosis.Section::lines)
        .noneMatch(line -> line.startsWith("display: "));
  }
}
