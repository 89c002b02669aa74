package org.multihost.migration.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.qemu.install.Accelerator;
import org.multihost.migration.qemu.install.QemuBinary;
import org.multihost.migration.qemu.install.QemuInstallation;
import org.multihost.migration.qemu.install.QemuVersion;

class BusyGuestConditionTests {

  private static QemuInstallation qemu(int major, Accelerator accelerator) {
    return new QemuInstallation(
        new QemuBinary(Path.of("/usr/bin/qemu-system-x86_64"), new QemuVersion(major, 2, 1)),
        accelerator);
  }

  @Test
  void skipsOnAnOldQemuUnderTcg() {
    var result = BusyGuestCondition.evaluate(qemu(7, Accelerator.TCG), false);
    assertThat(result.isDisabled()).isTrue();
    assertThat(result.getReason()).hasValueSatisfying(r -> assertThat(r).contains("QEMU [7.2.1]"));
  }

  @Test
  void failsInsteadOfSkippingInCi() {
    assertThatThrownBy(() -> BusyGuestCondition.evaluate(qemu(7, Accelerator.TCG), true))
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessageContaining("CI=true")
        .hasMessageContaining("QEMU [7.2.1]");
  }

  @Test
  void runsOnANewOneAndWithKvm() {
    assertThat(BusyGuestCondition.evaluate(qemu(9, Accelerator.TCG), true).isDisabled()).isFalse();
    assertThat(BusyGuestCondition.evaluate(qemu(7, Accelerator.KVM), true).isDisabled()).isFalse();
  }
}
