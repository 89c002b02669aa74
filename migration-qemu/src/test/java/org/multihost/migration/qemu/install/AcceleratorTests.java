package org.multihost.migration.qemu.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.qemu.TestSystem;

class AcceleratorTests {

  @TempDir Path root;

  private Accelerator choose(Map<String, String> settings) {
    return Accelerator.choose(TestSystem.settings(settings), new TestSystem(root).system());
  }

  @Test
  void translatesWithoutADevice() {
    assertThat(choose(Map.of())).isEqualTo(Accelerator.TCG);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fpu vmx sse", "svm"})
  void takesKvmWithDeviceAndFlag(String flags) throws IOException {
    new TestSystem(root).kvm(flags);
    assertThat(choose(Map.of(QemuSettings.ACCELERATOR, "auto"))).isEqualTo(Accelerator.KVM);
    assertThat(choose(Map.of(QemuSettings.ACCELERATOR, "kvm"))).isEqualTo(Accelerator.KVM);
    assertThat(choose(Map.of(QemuSettings.ACCELERATOR, "tcg"))).isEqualTo(Accelerator.TCG);
  }

  @Test
  void knowsThatADeviceWithoutTheFlagIsOfNoUse() throws IOException {
    new TestSystem(root).kvm("fpu sse vmx_not");
    assertThat(choose(Map.of())).isEqualTo(Accelerator.TCG);
    assertThatThrownBy(() -> choose(Map.of(QemuSettings.ACCELERATOR, "kvm")))
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessageContaining("[multihost.qemu.accelerator] has the value [kvm]")
        .hasMessageContaining("from: system property")
        .hasMessageContaining("neither vmx nor svm")
        .hasMessageContaining("Enable virtualization in the computer's firmware");
  }

  @Test
  void saysThatTheDeviceIsMissingWhereKvmIsForced() {
    assertThatThrownBy(() -> choose(Map.of(QemuSettings.ACCELERATOR, "kvm")))
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessageContaining("there is no [" + root.resolve("dev-kvm") + "]")
        .hasMessageContaining("nested virtualization");
  }

  @Test
  void emulatesGuestsOfAnotherArchitecture() throws IOException {
    new TestSystem(root).kvm("vmx");
    HostSystem system = new TestSystem(root).system().emulating("aarch64");
    assertThat(Accelerator.choose(TestSystem.settings(Map.of()), system))
        .isEqualTo(Accelerator.TCG);
    assertThatThrownBy(
            () ->
                Accelerator.choose(
                    TestSystem.settings(Map.of(QemuSettings.ACCELERATOR, "kvm")), system))
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessageContainingAll(
            "the guests have architecture [aarch64], and this host has [x86_64]",
            "[multihost.qemu.architecture]");
  }

  @Test
  void refusesAnotherWord() {
    assertThatThrownBy(() -> choose(Map.of(QemuSettings.ACCELERATOR, "xen")))
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessageContaining("[xen]")
        .hasMessageContaining("allowed are auto, kvm, tcg");
  }

  @Test
  void saysWhichModuleMakesTheDeviceWhereTheCpuHasTheFlag() throws IOException {
    Files.delete(new TestSystem(root).kvm("fpu svm").system().kvmDevice());
    assertThat(KvmObstacle.find(new TestSystem(root).system()))
        .hasValueSatisfying(
            obstacle -> assertThat(obstacle.remedy()).contains("modprobe -a kvm_intel kvm_amd"));
  }
}
