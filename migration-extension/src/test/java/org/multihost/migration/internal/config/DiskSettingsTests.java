package org.multihost.migration.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.multihost.migration.MultihostConfigurationException;

class DiskSettingsTests {

  @Test
  void clonesGoToTheReportsDirectoryAndAreNotKept() {
    DiskSettings disks = Given.settings(Map.of("multihost.report.dir", "/reports")).disks();

    assertThat(disks.directory()).isEqualTo(Path.of("/reports/disks"));
    assertThat(disks.keep()).isEqualTo(DiskSettings.Keep.NEVER);
  }

  @Test
  void aRelativeDirectoryBecomesAbsolute() {
    DiskSettings disks = Given.settings(Map.of("multihost.disks.dir", "here")).disks();

    assertThat(disks.directory()).isEqualTo(Path.of("here").toAbsolutePath());
  }

  @Test
  void theFilesOfAFailedTestAreKeptIfThatIsSet() {
    assertThat(Given.settings(Map.of("multihost.keep", "on-failure")).disks().keep())
        .isEqualTo(DiskSettings.Keep.ON_FAILURE);
  }

  @Test
  void anotherWordIsRefused() {
    assertThatThrownBy(() -> Given.settings(Map.of("multihost.keep", "ON_FAILURE")))
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessageContaining(
            "[multihost.keep] has the value [ON_FAILURE] (from system property); allowed: never, on-failure");
  }
}
