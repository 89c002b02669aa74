package org.multihost.migration.spi;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apiguardian.api.API;

/** The source's side of a migration under way. */
@API(status = EXPERIMENTAL, since = "0.1")
public interface OutgoingMigration {

  /**
   * Completes when the hypervisor has reported the end, whatever the outcome, and then the state
   * and the figures; exceptionally only when these can no longer be determined. A postcopy that has
   * lost a side and is not recovered within a few seconds is {@code FAILED}, and the source's VM
   * {@code LOST}.
   */
  CompletionStage<OutgoingReport> completion();

  /**
   * The end as far as it is known now, for a caller that cannot wait any longer: the outcome that
   * an event has reported, with the state and the figures that the hypervisor has reported since.
   * Empty while the migration is under way.
   */
  default Optional<OutgoingReport> endSoFar() {
    return Optional.ofNullable(completion().toCompletableFuture().copy().getNow(null));
  }

  /**
   * Changes one of the hypervisor's parameters for this migration while it is under way, and reads
   * it back.
   *
   * @throws org.multihost.migration.VirtualMachineException if the hypervisor rejects it
   */
  void parameter(String name, Object value);

  /** Requests cancellation; no effect if the migration has ended. */
  void cancel();
}
