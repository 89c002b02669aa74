package org.multihost.migration.internal.scenario.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.multihost.migration.MigrationOutcome.CANCELLED;
import static org.multihost.migration.MigrationOutcome.COMPLETED;
import static org.multihost.migration.MigrationOutcome.FAILED;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.VmState;
import org.multihost.migration.spi.IncomingReport;
import org.multihost.migration.spi.OutgoingFigures;
import org.multihost.migration.spi.OutgoingReport;

class VmVerdictTests {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final OutgoingReport LEFT = source(COMPLETED, VmState.MIGRATED);
  private static final IncomingReport RUNS = destination(COMPLETED, VmState.RUNNING);

  private static OutgoingReport source(MigrationOutcome outcome, VmState state) {
    return new OutgoingReport(
        outcome,
        Optional.of(state),
        Optional.of(NOON),
        OutgoingFigures.onlyTime(Duration.ofSeconds(1)),
        outcome == COMPLETED ? Optional.empty() : Optional.of("its reason"));
  }

  private static OutgoingReport pausedBefore(MigrationOutcome outcome, VmState state) {
    OutgoingReport report = source(outcome, state);
    return new OutgoingReport(
        outcome, report.state(), Optional.empty(), report.figures(), report.error());
  }

  private static OutgoingReport silent(MigrationOutcome outcome) {
    OutgoingReport report = source(outcome, VmState.MIGRATED);
    return new OutgoingReport(
        outcome, Optional.empty(), report.stopped(), report.figures(), report.error());
  }

  private static IncomingReport destination(MigrationOutcome outcome, VmState state) {
    return new IncomingReport(
        outcome,
        state,
        state == VmState.RUNNING ? Optional.of(NOON.plusMillis(20)) : Optional.empty(),
        outcome == COMPLETED ? Optional.empty() : Optional.of("its own reason"));
  }

  private static VmVerdict verdict(OutgoingReport source, IncomingReport destination) {
    return VmVerdict.of("a", "b", source, destination);
  }

  private static void assertVerdict(
      VmVerdict verdict, MigrationOutcome outcome, GuestPlace place, String... reasons) {
    assertThat(verdict.outcome()).isEqualTo(outcome);
    assertThat(verdict.place()).isEqualTo(place);
    for (String reason : reasons) {
      assertThat(verdict.error().orElseThrow()).contains(reason);
    }
    assertThat(verdict.error().isPresent()).isEqualTo(outcome != COMPLETED);
  }

  @Test
  void completedIsAGuestThatRunsThereAndHasLeftHere() {
    assertVerdict(verdict(LEFT, RUNS), COMPLETED, GuestPlace.DESTINATION);
    assertVerdict(
        verdict(source(COMPLETED, VmState.GONE), RUNS), COMPLETED, GuestPlace.DESTINATION);
  }

  @Test
  void aGuestThatWasPausedBeforeMayBePausedThere() {
    IncomingReport paused = destination(COMPLETED, VmState.PAUSED);
    assertVerdict(
        verdict(pausedBefore(COMPLETED, VmState.MIGRATED), paused),
        COMPLETED,
        GuestPlace.DESTINATION);
  }

  @Test
  void aGuestThatRanAndDoesNotGoOnThereHasNotMigrated() {
    assertVerdict(
        verdict(LEFT, destination(COMPLETED, VmState.PAUSED)),
        FAILED,
        GuestPlace.SOURCE,
        "stopped on source [a] and did not resume at destination [b], where it is [PAUSED]");
  }

  @Test
  void aGuestMayShutItselfDownOnItsWay() {
    assertVerdict(
        verdict(LEFT, destination(COMPLETED, VmState.SHUTDOWN)), COMPLETED, GuestPlace.DESTINATION);
  }

  @ParameterizedTest
  @EnumSource(MigrationOutcome.class)
  void aGuestThatRunsOnBothSidesRunsTwice(MigrationOutcome said) {
    assertVerdict(
        verdict(source(said, VmState.RUNNING), RUNS),
        FAILED,
        GuestPlace.BOTH,
        "the guest runs twice",
        "source [a] reports [" + said + "] and is [RUNNING]",
        "destination [b] reports [COMPLETED] and is [RUNNING], its guest has run");
  }

  @Test
  void aSourceThatIsDoneAndRunsIsAtBoth() {
    assertVerdict(
        verdict(
            source(COMPLETED, VmState.RUNNING),
            IncomingReport.absent(VmState.INCOMING, Optional.empty())),
        FAILED,
        GuestPlace.BOTH);
  }

  @ParameterizedTest
  @EnumSource(
      value = VmState.class,
      names = {"PAUSED", "MIGRATED"})
  void aSourceThatSaysFailedOfAGuestThatRunsThereIsAContradiction(VmState state) {
    assertVerdict(verdict(source(FAILED, state), RUNS), FAILED, GuestPlace.BOTH);
    assertVerdict(verdict(source(CANCELLED, state), RUNS), FAILED, GuestPlace.BOTH);
  }

  @Test
  void aPostcopyThatBrokeIsLost() {
    assertVerdict(
        verdict(source(FAILED, VmState.LOST), destination(FAILED, VmState.RUNNING)),
        FAILED,
        GuestPlace.LOST,
        "the guest is lost",
        "source [a]: its reason",
        "destination [b]: its own reason");
  }

  @Test
  void aGuestWhoseProcessHasEndedIsLost() {
    assertVerdict(
        verdict(source(FAILED, VmState.GONE), destination(FAILED, VmState.GONE)),
        FAILED,
        GuestPlace.LOST);
    IncomingReport ranAndDied =
        new IncomingReport(FAILED, VmState.GONE, Optional.of(NOON), Optional.of("exit code [137]"));
    assertVerdict(verdict(LEFT, ranAndDied), FAILED, GuestPlace.LOST, "exit code [137]");
  }

  @Test
  void aSourceThatAnswersNothingAfterItsEndIsNotKnownToHaveLetGo() {
    assertVerdict(
        verdict(silent(COMPLETED), RUNS),
        FAILED,
        GuestPlace.LOST,
        "source [a] reports [COMPLETED] and has not answered since");
  }

  @Test
  void whatCouldNotLeaveIsAtTheSource() {
    IncomingReport gone = destination(FAILED, VmState.GONE);
    assertVerdict(verdict(source(FAILED, VmState.RUNNING), gone), FAILED, GuestPlace.SOURCE);
    assertVerdict(verdict(source(CANCELLED, VmState.RUNNING), gone), CANCELLED, GuestPlace.SOURCE);
    assertVerdict(
        verdict(LEFT, gone), FAILED, GuestPlace.SOURCE, "destination [b]: its own reason");
    assertVerdict(
        verdict(pausedBefore(COMPLETED, VmState.PAUSED), gone),
        FAILED,
        GuestPlace.SOURCE,
        "source [a] reports [COMPLETED], but its guest is [PAUSED] there");
  }
}
