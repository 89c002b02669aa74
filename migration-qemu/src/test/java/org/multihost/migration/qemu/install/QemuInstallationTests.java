package org.multihost.migration.qemu.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.qemu.TestSystem;
import org.multihost.migration.spi.DriverUnavailableException;

class QemuInstallationTests {

  @TempDir Path root;

  private QemuInstallation select(Map<String, String> settings) {
    return QemuInstallation.select(TestSystem.settings(settings), new TestSystem(root).system());
  }

  @Test
  void takesTheSystemsOwnWhereItIsNewEnough() throws IOException {
    Path installed = new TestSystem(root).installed("9.0.1");
    new TestSystem(root).unpacked("10.0.2");
    QemuInstallation selected = select(Map.of());
    assertThat(selected.binary().path()).isEqualTo(installed);
    assertThat(selected.binary().isSafeUnderTcg()).isTrue();
  }

  @Test
  void takesTheNewestUnpackedOneWhereTheSystemsIsTooOldForTcg() throws IOException {
    new TestSystem(root).installed("7.2.22");
    new TestSystem(root).unpacked("9.2.0");
    Path newest = new TestSystem(root).unpacked("10.0.2");
    QemuInstallation selected = select(Map.of());
    assertThat(selected.binary().path()).isEqualTo(newest);
    assertThat(selected.binary().version()).isEqualTo(new QemuVersion(10, 0, 2));
    assertThat(selected.binary().dataDirectory())
        .contains(root.resolve("cache/qemu/10.0.2/usr/share/qemu"));
  }

  @Test
  void startsAnUnpackedOneWithItsOwnModules() throws IOException {
    Path unpacked = new TestSystem(root).unpacked("10.0.2");
    assertThat(select(Map.of()).binary().command()).containsExactly(unpacked.toString());
    Path modules = root.resolve("cache/qemu/10.0.2/usr/lib/x86_64-linux-gnu/qemu");
    Files.createDirectories(modules);

    assertThat(select(Map.of()).binary().command())
        .containsExactly("env", "QEMU_MODULE_DIR=" + modules, unpacked.toString());
  }

  @Test
  void takesOneForTheArchitectureThatIsSet() throws IOException {
    new TestSystem(root).kvm("vmx").installed("10.0.2");
    Path arm = new TestSystem(root).unpackedFor("aarch64", "10.0.3");
    QemuInstallation selected = select(Map.of(QemuSettings.ARCHITECTURE, "aarch64"));
    assertThat(selected.binary().path()).isEqualTo(arm);
    assertThat(selected.accelerator()).isEqualTo(Accelerator.TCG);
    assertThat(select(Map.of(QemuSettings.ARCHITECTURE, "x86_64"))).isEqualTo(select(Map.of()));
  }

  @Test
  void refusesAnotherArchitectureAndSaysWhichQemuIsMissing() {
    assertThatThrownBy(() -> select(Map.of(QemuSettings.ARCHITECTURE, "sparc")))
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessageContainingAll(
            "Setting [multihost.qemu.architecture] has the value [sparc] (from: system property)",
            "allowed are auto, x86_64, aarch64");
    assertThatThrownBy(() -> select(Map.of(QemuSettings.ARCHITECTURE, "aarch64")))
        .isInstanceOf(DriverUnavailableException.class)
        .hasMessageContainingAll(
            "No QEMU found for guests of architecture [aarch64]",
            "[qemu-system-aarch64] on PATH",
            "qemu-aarch64]",
            "qemu-system-arm");
  }

  @Test
  void keepsTheSystemsOwnWithKvmWhateverItsVersion() throws IOException {
    Path installed = new TestSystem(root).kvm("vmx").installed("7.2.22");
    new TestSystem(root).unpacked("10.0.2");
    QemuInstallation selected = select(Map.of());
    assertThat(selected.binary().path()).isEqualTo(installed);
    assertThat(selected.accelerator()).isEqualTo(Accelerator.KVM);
  }

  @Test
  void takesAnOldOneWhereThereIsNoOther() throws IOException {
    new TestSystem(root).installed("7.2.22");
    QemuInstallation selected = select(Map.of());
    assertThat(selected.binary().isSafeUnderTcg()).isFalse();
    assertThat(selected.binary().dataDirectory()).isEmpty();
  }

  @Test
  void takesTheOneThatIsSet() throws IOException {
    Path installed = new TestSystem(root).installed("7.2.22");
    Path unpacked = new TestSystem(root).unpacked("10.0.2");
    assertThat(select(Map.of(QemuSettings.BINARY, installed.toString())).binary().path())
        .isEqualTo(installed);
    assertThat(select(Map.of(QemuSettings.BINARY, "qemu-system-x86_64")).binary().path())
        .isEqualTo(installed);
    assertThat(select(Map.of(QemuSettings.BINARY, "auto")).binary().path()).isEqualTo(unpacked);
  }

  @Test
  void refusesOneThatDoesNotExistIsNotExecutableOrNoQemu() throws IOException {
    Path text = Files.writeString(root.resolve("text"), "hello");
    assertRefused("/nonexistent/qemu", "there is no such program");
    assertRefused("qemu-system-nope", "there is no such program");
    assertRefused(text.toString(), "not executable");
    Path other = new TestSystem(root).installed("1.2.3");
    Files.writeString(other, "GNU hello 2.0");
    assertRefused(other.toString(), "prints no version of QEMU: [GNU hello 2.0]");
  }

  private void assertRefused(String value, String reason) {
    assertThatThrownBy(() -> select(Map.of(QemuSettings.BINARY, value)))
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessageContaining("[multihost.qemu.binary] has the value [" + value + "]")
        .hasMessageContaining("from: system property")
        .hasMessageContaining(reason);
  }

  @Test
  void listsAllItTriedWhereThereIsNone() {
    assertThatThrownBy(() -> select(Map.of()))
        .isInstanceOf(DriverUnavailableException.class)
        .hasMessageContaining("[qemu-system-x86_64] on PATH [" + root.resolve("bin") + "]")
        .hasMessageContaining("unpacked below [" + root.resolve("cache/qemu") + "]")
        .hasMessageContaining(
            "\nInstall it, as root, with [apt-get install --no-install-recommends qemu-system-x86]");
  }

  /** RHEL's package has no {@code qemu-system-x86_64}. */
  @Test
  void takesTheQemuOfRhelWhereThereIsNoOther() throws IOException {
    Path kvm = new TestSystem(root).installed("8.2.0").resolveSibling("qemu-kvm");
    Files.move(root.resolve("bin/qemu-system-x86_64"), kvm);
    assertThat(select(Map.of()).binary().path()).isEqualTo(kvm);
    Path usual = new TestSystem(root).installed("9.0.1");
    assertThat(select(Map.of()).binary().path()).isEqualTo(usual);
  }

  @Test
  void listsAllThatAreThere() throws IOException {
    Path installed = new TestSystem(root).installed("7.2.22");
    Path unpacked = new TestSystem(root).unpacked("10.0.2");
    assertThat(QemuInstallation.available(new TestSystem(root).system()))
        .extracting(QemuBinary::path)
        .containsExactly(installed, unpacked);
  }
}
