package org.multihost.migration.qemu.outcome;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherFactory;
import org.multihost.migration.qemu.NeedsQemu;

/** The verdicts on tests whose companion ends, on real QEMU. */
@NeedsQemu
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CompanionOutcomeTests {

  private LauncherSession session;

  @BeforeAll
  public void openSession() {
    session = LauncherFactory.openSession();
  }

  @AfterAll
  public void closeSession() {
    session.close();
  }

  private OutcomeRun run(String method) {
    return OutcomeRun.of(session, CompanionTestCase.class, method);
  }

  @ParameterizedTest
  @CsvSource({
    "endsWhileTheGuestRuns, source",
    "endsAfterTheGuestHasArrived, destination",
    "endsWhileTheGuestArrives, destination",
    "endsWhenNothingWaitsForIt, source"
  })
  void aCompanionThatEndsFailsBothHostsWithItsLastOutput(String method, String host) {
    run(method)
        .failsBecause(
            "Companion [helper] of virtual machine [vm1] exited unexpectedly: exit code [143]",
            "I serve vm1 on " + host);
  }

  @ParameterizedTest
  @ValueSource(strings = {"endsAfterTheGuestHasLeft", "isKilledAsAFault", "startsWithEachProcess"})
  void aCompanionThatMayEndIsNoFailure(String method) {
    run(method).succeeds();
  }

  @Test
  void aCompanionThatDoesNotStartFailsBothHostsWithItsOutput() {
    run("doesNotStart")
        .failsBecause(
            "Companion [broken] of virtual machine [vm1] did not start: exit code [3]",
            "no such option");
  }
}
