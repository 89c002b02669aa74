package org.multihost.migration.qemu.outcome;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherFactory;
import org.multihost.migration.qemu.NeedsQemu;
import org.multihost.migration.qemu.OldQemu;
import org.multihost.migration.qemu.install.QemuSettings;

/** The commands, the typed options and both ends of migrations, on real QEMU. */
@NeedsQemu
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommandsTests {

  private LauncherSession session;

  @BeforeAll
  void openSession() {
    session = LauncherFactory.openSession();
  }

  @AfterAll
  void closeSession() {
    session.close();
  }

  private OutcomeRun run(String method) {
    return OutcomeRun.of(session, CommandsTestCase.class, method);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "aPostcopyIsCutAndRecovered",
        "aPostcopyWhoseStreamIsCutIsRecovered",
        "aPostcopyThatTheMigrationDoesNotHave",
        "severalChannels",
        "aMigrationIsHeld",
        "aLookBeforeTheSwitchover",
        "bothEnds",
        "aLookAtAFailedDestination",
        "aLookAtADestinationThatDidNotFail",
        "repeatedAndOptionalSteps",
        "aCancellationSaysWhetherItAsks"
      })
  void succeeds(String method) {
    run(method).succeeds();
  }

  @ParameterizedTest
  @Tag("long")
  @ValueSource(strings = {"aPostcopyIsCutAndRecovered", "aPostcopyWhoseStreamIsCutIsRecovered"})
  void anOlderQemuRecovers(String method) {
    OldQemu.on("source");
    OutcomeRun.of(
            session,
            CommandsTestCase.class,
            method,
            Map.of(QemuSettings.BINARY, "/usr/bin/qemu-system-x86_64"))
        .succeeds();
  }

  @Test
  void aPostcopyThatNothingRecoversIsLost() {
    run("aPostcopyIsCutAndNotRecovered").failsBecause("the guest is lost", "nobody recovered it");
  }

  @Test
  void aPostcopyThatIsCutTooEarlyFailsAtOnce() {
    run("aPostcopyIsCutBeforeTheGuestRunsThere")
        .failsBecause("cannot be recovered: its destination [destination] has failed");
  }

  @Test
  void aRecoveryOfAPostcopyThatWasNotCutIsMissed() {
    run("aPostcopyIsRecoveredThatWasNotCut").failsBecause("Missed", "PostcopyPaused");
  }

  @Test
  void oneConnectionHasNoBytesOfChannels() {
    run("oneChannel").failsBecause("figure ram.multifd-bytes", "[0.00]");
  }

  @ParameterizedTest
  @CsvSource({
    "aCapabilityIsMisspelt, did you mean [xbzrle]?",
    "aParameterIsMisspelt, did you mean [multifd-channels]?"
  })
  void anUnknownOptionIsRefusedWithTheNearestName(String method, String message) {
    run(method).failsBecause(message);
  }

  @Test
  void aReleaseOfAMigrationThatIsNotHeldIsRefused() {
    run("aMigrationIsReleasedThatIsNotHeld").failsBecause("its migration is not held");
  }

  @Test
  void aMomentOfTheDestinationThatDoesNotComeIsMissed() {
    run("aStepAtTheDestinationThatNeverComes").failsBecause("Missed", "colo");
  }
}
