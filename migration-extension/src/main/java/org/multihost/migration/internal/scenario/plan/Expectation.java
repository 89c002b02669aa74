package org.multihost.migration.internal.scenario.plan;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.VmState;

/**
 * The end of a migration that its test requires.
 *
 * @param outcomes the outcomes, any of which is accepted
 * @param state the state of the guest when it is checked; empty if it must run or be paused
 */
public record Expectation(Set<MigrationOutcome> outcomes, Optional<VmState> state) {

  /** The expectation of a test that requires nothing; the builder supplies the outcome. */
  static final Expectation UNSAID = new Expectation(Set.of(), Optional.empty());

  private static final Set<VmState> STATES =
      EnumSet.of(VmState.RUNNING, VmState.PAUSED, VmState.SHUTDOWN);

  public Expectation {
    outcomes = Set.copyOf(outcomes);
  }

  public Expectation anyOf(MigrationOutcome... any) {
    if (any.length == 0) {
      throw new IllegalArgumentException("expectAnyOf(): expected one outcome at least");
    }
    return new Expectation(EnumSet.copyOf(List.of(any)), state);
  }

  public Expectation in(VmState wanted) {
    if (!STATES.contains(wanted)) {
      throw new IllegalArgumentException(
          "expectState [%s]: expected one of %s".formatted(wanted, STATES));
    }
    return new Expectation(outcomes, Optional.of(wanted));
  }

  /** Returns the same expectation, with that outcome if the test requires none in particular. */
  public Expectation orElse(MigrationOutcome usual) {
    return outcomes.isEmpty() ? anyOf(usual) : this;
  }

  public boolean accepts(MigrationOutcome outcome) {
    return outcomes.contains(outcome);
  }

  /** Returns whether only that outcome is accepted. */
  public boolean requires(MigrationOutcome outcome) {
    return outcomes.equals(Set.of(outcome));
  }

  /**
   * Returns a text that is the same on every host, as {@code COMPLETED or FAILED, guest SHUTDOWN}.
   */
  public String text() {
    String any =
        EnumSet.copyOf(outcomes).stream().map(Enum::name).collect(Collectors.joining(" or "));
    return any + state.map(wanted -> ", guest " + wanted).orElse("");
  }
}
