package org.multihost.migration.internal.scenario.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.multihost.migration.MigrationOutcome.CANCELLED;
import static org.multihost.migration.MigrationOutcome.COMPLETED;
import static org.multihost.migration.MigrationOutcome.FAILED;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.multihost.migration.VmState;

class ExpectationTests {

  @Test
  void takesTheUsualOutcomeOnlyIfTheTestNamesNone() {
    assertThat(Expectation.UNSAID.orElse(CANCELLED).outcomes()).containsExactly(CANCELLED);
    assertThat(Expectation.UNSAID.anyOf(FAILED).orElse(CANCELLED).outcomes())
        .containsExactly(FAILED);
  }

  @Test
  void acceptsAnyOfItsOutcomes() {
    Expectation either = Expectation.UNSAID.anyOf(COMPLETED, FAILED);

    assertThat(either.accepts(COMPLETED)).isTrue();
    assertThat(either.accepts(FAILED)).isTrue();
    assertThat(either.accepts(CANCELLED)).isFalse();
    assertThat(either.requires(COMPLETED)).isFalse();
    assertThat(Expectation.UNSAID.anyOf(COMPLETED).requires(COMPLETED)).isTrue();
  }

  @Test
  void itsTextDoesNotDependOnTheOrder() {
    assertThat(Expectation.UNSAID.anyOf(FAILED, COMPLETED).text())
        .isEqualTo(Expectation.UNSAID.anyOf(COMPLETED, FAILED).text())
        .isEqualTo("COMPLETED or FAILED");
  }

  @Test
  void itsTextNamesTheStateOfTheGuest() {
    assertThat(Expectation.UNSAID.anyOf(COMPLETED).in(VmState.SHUTDOWN).text())
        .isEqualTo("COMPLETED, guest SHUTDOWN");
  }

  @Test
  void keepsTheStateWhenTheOutcomeChanges() {
    assertThat(Expectation.UNSAID.in(VmState.PAUSED).anyOf(FAILED).state())
        .contains(VmState.PAUSED);
  }

  @Test
  void needsAnOutcome() {
    assertThatThrownBy(() -> Expectation.UNSAID.anyOf())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expectAnyOf(): expected one outcome at least");
  }

  @ParameterizedTest
  @EnumSource(
      value = VmState.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"RUNNING", "PAUSED", "SHUTDOWN"})
  void refusesAStateInWhichNoGuestCanEnd(VmState state) {
    assertThatThrownBy(() -> Expectation.UNSAID.in(state))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("expectState [" + state + "]", "[RUNNING, PAUSED, SHUTDOWN]");
  }
}
