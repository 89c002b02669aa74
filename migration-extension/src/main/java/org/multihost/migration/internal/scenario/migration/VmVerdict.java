package org.multihost.migration.internal.scenario.migration;

import static org.multihost.migration.MigrationOutcome.COMPLETED;
import static org.multihost.migration.MigrationOutcome.FAILED;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.VmState;
import org.multihost.migration.spi.IncomingReport;
import org.multihost.migration.spi.OutgoingReport;

/**
 * The verdict on the migration of one VM, from the reports of both sides: COMPLETED only if the
 * guest is at the destination as it was before, and nowhere else.
 *
 * @param error why it did not complete
 */
record VmVerdict(MigrationOutcome outcome, GuestPlace place, Optional<String> error) {

  private static final Set<VmState> LEFT = Set.of(VmState.MIGRATED, VmState.GONE, VmState.SHUTDOWN);

  /**
   * Returns whether the source does not run the guest any more, so that the destination may run it.
   */
  public static boolean hasLeft(OutgoingReport source) {
    return source.outcome() == COMPLETED && source.state().filter(LEFT::contains).isPresent();
  }

  /**
   * Returns the verdict.
   *
   * @param from the name of the source's host
   * @param to the name of the destination's host
   */
  public static VmVerdict of(
      String from, String to, OutgoingReport source, IncomingReport destination) {
    return new Sides(from, to, source, destination).verdict();
  }

  private record Sides(String from, String to, OutgoingReport source, IncomingReport destination) {

    private VmVerdict verdict() {
      if (isAtBoth()) {
        return new VmVerdict(FAILED, GuestPlace.BOTH, Optional.of(atBoth()));
      }
      if (isLost()) {
        return new VmVerdict(FAILED, GuestPlace.LOST, Optional.of(reasons("the guest is lost")));
      }
      if (hasLeft(source) && destination.outcome() == COMPLETED) {
        return isAsBefore()
            ? new VmVerdict(COMPLETED, GuestPlace.DESTINATION, Optional.empty())
            : new VmVerdict(FAILED, GuestPlace.SOURCE, Optional.of(standsStill()));
      }
      MigrationOutcome outcome = source.outcome() == COMPLETED ? FAILED : source.outcome();
      return new VmVerdict(outcome, GuestPlace.SOURCE, Optional.of(reasons(notLeft())));
    }

    private boolean isAtBoth() {
      boolean sourceRuns = isSource(VmState.RUNNING);
      if (sourceRuns && (source.outcome() == COMPLETED || ranAtDestination())) {
        return true;
      }
      boolean sourceIsThere = !isSource(VmState.GONE) && !isSource(VmState.LOST);
      return source.outcome() != COMPLETED
          && sourceIsThere
          && destination.outcome() == COMPLETED
          && ranAtDestination();
    }

    private boolean ranAtDestination() {
      return destination.resumed().isPresent() || destination.state() == VmState.RUNNING;
    }

    private boolean isSource(VmState state) {
      return source.state().equals(Optional.of(state));
    }

    private String atBoth() {
      return "the guest runs twice, or may: source [%s] reports [%s] and is %s, destination [%s] reports [%s] and is [%s]%s"
          .formatted(
              from,
              source.outcome(),
              source.state().map(state -> "[" + state + "]").orElse("in an unknown state"),
              to,
              destination.outcome(),
              destination.state(),
              destination.resumed().isPresent() ? ", its guest has run" : "");
    }

    /**
     * A guest that has run at the destination must not resume at the source after the destination's
     * process has ended.
     */
    private boolean isLost() {
      return isSource(VmState.LOST)
          || isSource(VmState.GONE) && !(hasLeft(source) && destination.outcome() == COMPLETED)
          || source.outcome() == COMPLETED && source.state().isEmpty()
          || destination.resumed().isPresent() && destination.state() == VmState.GONE;
    }

    /** A guest that ran runs again, unless it has ended by itself. */
    private boolean isAsBefore() {
      return source.stopped().isEmpty()
          || destination.resumed().isPresent()
          || destination.state() == VmState.SHUTDOWN
          || destination.state() == VmState.CRASHED;
    }

    private String standsStill() {
      return "the guest stopped on source [%s] and did not resume at destination [%s], where it is [%s]"
          .formatted(from, to, destination.state());
    }

    private String notLeft() {
      return source.outcome() == COMPLETED && !hasLeft(source)
          ? "source [%s] reports [%s], but its guest is [%s] there"
              .formatted(from, source.outcome(), source.state().map(Object::toString).orElse("?"))
          : "";
    }

    private String reasons(String first) {
      String silent =
          source.outcome() == COMPLETED && source.state().isEmpty()
              ? "source [%s] reports [%s] and has not answered since: whether its guest has left is unknown"
                  .formatted(from, source.outcome())
              : "";
      String text =
          Stream.of(
                  first,
                  silent,
                  source.error().map(e -> "source [" + from + "]: " + e).orElse(""),
                  destination.error().map(e -> "destination [" + to + "]: " + e).orElse(""))
              .filter(each -> !each.isEmpty())
              .collect(Collectors.joining("; "));
      return text.isEmpty() ? "neither side gives a reason" : text;
    }
  }
}
