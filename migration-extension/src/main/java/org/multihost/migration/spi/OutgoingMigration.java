package org.multihost.migration.spi;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.util.concurrent.CompletionStage;
import org.apiguardian.api.API;

/** The source's side of a migration under way. */
@API(status = EXPERIMENTAL, since = "0.1")
public interface OutgoingMigration {

  /**
   * Completes when the hypervisor says how it ended, whatever the outcome; exceptionally only when
   * that cannot be known any more.
   */
  CompletionStage<OutgoingReport> completion();

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
