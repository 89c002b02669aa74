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
 * @param outcomes any of these
 * @param state of the guest when it is checked; empty for one that runs, or is paused
 */
public record Expectation(Set<MigrationOutcome> outcomes, Optional<VmState> state) {

  /** What a test that says nothing requires is the builder's to say. */
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

  /** The same, with an outcome for a test that requires none in particular. */
  public Expectation orElse(MigrationOutcome usual) {
    return outcomes.isEmpty() ? anyOf(usual) : this;
  }

  public boolean accepts(MigrationOutcome outcome) {
    return outcomes.contains(outcome);
  }

  /** Whether nothing but that outcome will do. */
  public boolean requires(MigrationOutcome outcome) {
    return outcomes.equals(Set.of(outcome));
  }

  /** {@code COMPLETED or FAILED, guest SHUTDOWN}: the same on every host. */
  public String text() {
    String any =
        EnumSet.copyOf(outcomes).stream().map(Enum::name).collect(Collectors.joining(" or "));
    return any + state.map(wanted -> ", guest " + wanted).orElse("");
  }
}
