package org.multihost.migration.qemu.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherFactory;
import org.multihost.migration.qemu.NeedsQemu;
import org.multihost.migration.qemu.condition.EnabledOnQemu;

/** The verdict on migrations through a file that QEMU itself opens, on real QEMU. */
@NeedsQemu
@EnabledOnQemu(since = "9.1")
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FileOutcomeTests {

  @TempDir static Path directory;
  private LauncherSession session;

  @BeforeAll
  public void openSession() {
    System.setProperty(OutcomeTestCase.FILE, directory.resolve("guest").toString());
    session = LauncherFactory.openSession();
  }

  @AfterAll
  public void closeSession() {
    session.close();
    System.clearProperty(OutcomeTestCase.FILE);
  }

  private OutcomeRun run(String method) {
    return OutcomeRun.of(session, FileOutcomeTestCase.class, method);
  }

  @Test
  void theGuestGoesThereAndBackWithItsMemoryAtFixedOffsets() {
    run("memoryAtFixedOffsets").succeeds();
  }

  @Test
  void memoryAtFixedOffsetsOverTcpFailsBothHostsAndNamesTheRemedy() {
    run("memoryAtFixedOffsetsOverTcp")
        .failsBecause("[vm1]", "[mapped-ram]", "[TCP]", "throughFile(path)");
  }

  @Test
  void aPathThatQemuReadsDifferentlyFailsBothHosts() {
    run("aPathWithAnOffset").failsBecause("[vm1]", "throughFile", ",offset=4096", "another path");
  }

  @Test
  void aDirectoryFailsBothHostsAndStays() {
    run("aDirectory").failsBecause("throughFile", "[" + directory + "]", "another path");
    assertThat(directory).isDirectory();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "aDirectoryThatDoesNotExist",
        "aFileThatIsTruncated",
        "aFileOfVerifiedMemoryThatIsTruncated",
        "aFileOfABuiltInGuestThatIsTruncated"
      })
  void aFileThatCannotBeUsedFailsBothHostsAndTheGuestRunsOn(String method) {
    run(method).succeeds();
  }

  /** The destination's QEMU changes its user. */
  @Test
  @Tag("long")
  void aFileThatTheDestinationCannotReadFailsBothHostsAndTheGuestRunsOn() {
    assumeThat(System.getProperty("user.name")).isEqualTo("root");
    run("aFileThatTheDestinationCannotRead").succeeds();
  }
}
