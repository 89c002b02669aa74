package org.multihost.migration.qemu.outcome;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherFactory;
import org.multihost.migration.qemu.NeedsQemu;

/** The figures of migrations on real QEMU: within a range, or a failure that says why not. */
@NeedsQemu
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FiguresTests {

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
    return OutcomeRun.of(session, FiguresTestCase.class, method);
  }

  @Test
  void bothSidesReportTheirFiguresAndHistory() {
    run("bothSidesReport").succeeds();
  }

  @Test
  void aGuestThatWasNotThrottledHasNoThrottle() {
    run("theGuestWasThrottled").failsBecause("Expected to know the throttle percentage");
  }

  @Test
  void aFigureOfAnotherNameIsUnknown() {
    run("aFigureThatThisQemuDoesNotReport")
        .failsBecause("Expected to know the figure [ram.nromal]", "ram.normal=");
  }
}
