package org.multihost.migration.spi;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.time.Instant;
import java.util.Optional;
import org.apiguardian.api.API;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.VmState;

/**
 * The end of a migration as the source saw it.
 *
 * @param outcome the outcome, by the hypervisor's event
 * @param state the state of the source's VM after that: {@code MIGRATED} when the guest has left,
 *     {@code LOST} when a postcopy broke; empty if the hypervisor has not reported it
 * @param stopped the time when the running guest stopped for the migration, by the hypervisor's
 *     event; empty if it was paused before, or never stopped
 * @param figures the times and the amounts
 * @param error the reason why it did not complete
 */
@API(status = EXPERIMENTAL, since = "0.1")
public record OutgoingReport(
    MigrationOutcome outcome,
    Optional<VmState> state,
    Optional<Instant> stopped,
    OutgoingFigures figures,
    Optional<String> error) {

  /** Returns this report for a guest that was paused for the migration before it began. */
  public OutgoingReport stoppedAt(Instant pausedBefore) {
    return new OutgoingReport(outcome, state, Optional.of(pausedBefore), figures, error);
  }
}
