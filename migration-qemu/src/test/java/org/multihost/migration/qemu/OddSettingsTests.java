package org.multihost.migration.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.qemu.install.QemuSettings;
import org.multihost.migration.qemu.install.QemuVersion;
import org.multihost.migration.spi.DriverContext.Setting;

/** Values that Java itself refuses. */
final class OddSettingsTests {

  @Test
  void aSettingThatIsNoPathIsNamed() {
    assertThatExceptionOfType(MultihostConfigurationException.class)
        .isThrownBy(
            () -> QemuSettings.path(QemuSettings.KERNEL, new Setting("a\0b", "system property")))
        .withMessageContaining("[multihost.qemu.kernel]")
        .withMessageContaining("system property")
        .withMessageContaining("no path");
  }

  @Test
  void aPatternThatIsNoRegularExpressionIsNamed() {
    QemuSettings settings = key -> Optional.of(new Setting("(", "system property"));

    assertThatExceptionOfType(MultihostConfigurationException.class)
        .isThrownBy(settings::crashPatterns)
        .withMessageContaining("[multihost.qemu.crash-pattern] has the value [(]")
        .withMessageContaining("no regular expression");
  }

  @ParameterizedTest
  @ValueSource(strings = {"version 99999999999.1", "version .", "", "version 7"})
  void whatIsNoVersionIsNone(String output) {
    assertThat(QemuVersion.parse(output)).isEmpty();
  }
}
