package org.multihost.migration.spi;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.time.Instant;
import java.util.Optional;
import org.apiguardian.api.API;
import org.multihost.migration.HypervisorFigures;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.VmState;

/**
 * The end of a migration as the destination saw it.
 *
 * @param outcome {@code COMPLETED} if the whole guest is here and every disk of it can be used,
 *     whether it runs or not; else {@code FAILED}
 * @param state the state of the destination's VM after that
 * @param resumed the time when the guest resumed here, by the hypervisor's event; empty if it did
 *     not run here
 * @param error the reason why it did not complete
 * @param figures the figures that the hypervisor of the destination has reported
 */
@API(status = EXPERIMENTAL, since = "0.1")
public record IncomingReport(
    MigrationOutcome outcome,
    VmState state,
    Optional<Instant> resumed,
    Optional<String> error,
    HypervisorFigures figures) {

  /** Creates the report of a hypervisor that reports no figures. */
  public IncomingReport(
      MigrationOutcome outcome, VmState state, Optional<Instant> resumed, Optional<String> error) {
    this(outcome, state, resumed, error, HypervisorFigures.NONE);
  }

  /** Returns the report of a guest that has not arrived, or not yet by the hypervisor's reports. */
  public static IncomingReport absent(VmState state, Optional<String> error) {
    return new IncomingReport(MigrationOutcome.FAILED, state, Optional.empty(), error);
  }

  /** Returns this report for a guest that arrived paused and was resumed here afterwards. */
  public IncomingReport resumedAt(Instant instant) {
    return new IncomingReport(outcome, VmState.RUNNING, Optional.of(instant), error, figures);
  }
}
