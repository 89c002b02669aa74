package org.multihost.migration.qemu.outcome;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherFactory;
import org.multihost.migration.qemu.GuestsOf;
import org.multihost.migration.qemu.NeedsQemu;
import org.multihost.migration.qemu.install.QemuSettings;

/** One test class with guests of two architectures, of which a host has to emulate one. */
@NeedsQemu
@Tag("long")
@Timeout(600)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchitectureTests {

  private LauncherSession session;

  @BeforeAll
  public void openSession() {
    session = LauncherFactory.openSession();
  }

  @AfterAll
  public void closeSession() {
    session.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x86_64", "aarch64"})
  void theSameClassMigratesGuestsOfEach(String architecture) {
    GuestsOf.architecture(architecture).verify();

    OutcomeRun.of(
            session, ArchitectureTestCase.class, Map.of(QemuSettings.ARCHITECTURE, architecture))
        .succeeds();
  }
}
