package org.multihost.migration.spi;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apiguardian.api.API;

/** The source's side of a migration under way. */
@API(status = EXPERIMENTAL, since = "0.1")
public interface OutgoingMigration {

  /**
   * Completes when the hypervisor says how it ended, whatever the outcome, and has told the state
   * and the figures after it; exceptionally only when that cannot be known any more. A postcopy
   * that lost a side, and that nobody recovers within a few seconds, is {@code FAILED}, and the
   * source's machine {@code LOST}.
   */
  CompletionStage<OutgoingReport> completion();

  /**
   * The end as far as it is known now, for a caller that cannot wait any longer: the outcome that
   * an event has brought, with whatever state and figures the hypervisor has added since. Empty
   * while the migration is under way.
   */
  default Optional<OutgoingReport> endSoFar() {
    return Optional.ofNullable(completion().toCompletableFuture().copy().getNow(null));
  }

  /**
   * Changes one of the hypervisor's parameters for this migration while it is under way, and reads
   * it back.
   *
   * @throws org.multihost.migration.VirtualMachineException if the hypervisor does not take it
   */
  void parameter(String name, Object value);

  /** Asks for cancellation; harmless when it has ended. */
  void cancel();
}
