package org.multihost.migration.spi;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.time.Instant;
import java.util.Optional;
import org.apiguardian.api.API;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.VmState;

/**
 * The end of a migration as the destination saw it.
 *
 * @param outcome {@code COMPLETED} when the whole guest is here and every disk of it can be used,
 *     whether it runs or not; else {@code FAILED}
 * @param state the state of the destination's machine after that
 * @param resumed when the guest went on here, by the hypervisor's event; empty if it did not run
 *     here
 * @param error why it did not complete
 */
@API(status = EXPERIMENTAL, since = "0.1")
public record IncomingReport(
    MigrationOutcome outcome, VmState state, Optional<Instant> resumed, Optional<String> error) {

  /** Of a guest that has not arrived, or not as far as the hypervisor has said. */
  public static IncomingReport absent(VmState state, Optional<String> error) {
    return new IncomingReport(MigrationOutcome.FAILED, state, Optional.empty(), error);
  }

  /** The same, of a guest that was resumed here after it had arrived paused. */
  public IncomingReport resumedAt(Instant instant) {
    return new IncomingReport(outcome, VmState.RUNNING, Optional.of(instant), error);
  }
}
