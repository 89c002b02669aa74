package org.multihost.migration.qemu.outcome;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherFactory;
import org.multihost.migration.qemu.NeedsQemu;

/** The verdict on migrations whose outcome is not what one side alone says, on real QEMU. */
@NeedsQemu
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutcomeTests {

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

  private OutcomeRun verified(String method) {
    return OutcomeRun.of(session, VerifiedMemoryTestCase.class, method);
  }

  @ParameterizedTest
  @ValueSource(strings = {"theMemoryIsTheSame", "aPausedGuestStaysPaused", "throughAFile"})
  void theMemoryOfAnyGuestIsVerified(String method) {
    verified(method).succeeds();
  }

  @Test
  void oneByteOfDifferenceFailsTheTestAndSaysWhere() {
    verified("oneByteDiffers")
        .failsBecause(
            "The memory of virtual machine [vm1] at the destination [destination] is not",
            "[1] pages differ, the first at [0x500000], where the source has [");
  }

  @Test
  void aPostcopyIsNotVerifiedAndSaysSo() {
    verified("aPostcopyCannotBeVerified").failsBecause("cannot be verified", "as in a postcopy");
  }

  @Test
  void aVmOfTheClassIsWhereItsGuestRunsAfterAMigrationThatWasCutShort() {
    OutcomeRun.of(session, LastingVmTestCase.class).hasTests(2, 2, "a step fails on purpose");
  }

  private OutcomeRun run(String method) {
    return OutcomeRun.of(session, OutcomeTestCase.class, method);
  }

  @Test
  void aGuestThatDoesNotGoOnAtTheDestinationHasNotMigrated() {
    run("theGuestDoesNotGoOnAtTheDestination").failsBecause("did not resume");
  }

  @Test
  void aGuestThatGoesOnAtTheSourceRunsTwice() {
    run("theGuestGoesOnAtTheSource").failsBecause("runs twice");
  }

  @Test
  void thePauseOfAnOfflineMigrationCountsFromThePauseOnTheSource() {
    run("thePauseOfAnOfflineMigration").failsBecause("Expected the pause");
  }

  @Test
  void aGuestThatTheTestPausedStaysPausedThroughAFile() {
    run("aPausedGuestThroughAFile").succeeds();
  }

  @Test
  void aGuestThatShutsDownUnexpectedlyIsAnErrorThatSaysHowToExpectIt() {
    run("aGuestThatShutsDownMeanwhile").failsBecause("[SHUTDOWN]", "expectState");
  }

  @Test
  void aPostcopyThatLosesItsDestinationFailsWithinSeconds() {
    run("aPostcopyThatLosesItsDestination").succeeds();
  }

  @Test
  void aGuestThatShutsDownAsExpectedHasMigrated() {
    run("aGuestThatIsExpectedToShutDown").succeeds();
  }

  @Test
  void aGuestThatWasExpectedToShutDownAndRunsIsAnError() {
    run("aGuestThatIsExpectedToShutDownAndRuns")
        .failsBecause("is [RUNNING] after migration #1, expected [SHUTDOWN]");
  }

  @Test
  void anyOfSeveralOutcomesCanBeExpected() {
    run("aCancellationThatMayComeTooLate").succeeds();
  }

  @Test
  void aGuestThatIsLostDoesNotMigrateAgain() {
    run("anotherMigrationOfAGuestThatIsLost")
        .failsBecause("is [LOST] before migration #2, lost in migration #1");
  }

  @Test
  void workIsAllowedInAGuestThatAnEarlierMigrationWoke() {
    run("workInAGuestThatWasWokenBefore").succeeds();
  }

  @Test
  void aDeviceThatCannotMigrateFailsBothHosts() {
    run("aDeviceThatCannotMigrate")
        .failsBecause("Virtual machine [vm1]: it cannot migrate, as QEMU says: [", "wacom");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "oneHostAbortsWhileTheOtherStartsItsVm",
        "oneHostAbortsWhileTheOtherRunsACommand",
        "oneHostAbortsWhileTheOtherWatchesTheConsole"
      })
  void whatAnAbortInterruptsOnTheOtherHostIsNoFailure(String method) {
    run(method).aborts();
  }
}
