package org.multihost.migration.spi;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.util.concurrent.CompletionStage;
import org.apiguardian.api.API;

/** The destination's side of a migration: a machine that listens. Closing {@link #vm()} ends it. */
@API(status = EXPERIMENTAL, since = "0.1")
public interface IncomingVm {

  /** Where it listens, with the real port. */
  MigrationEndpoint endpoint();

  /** The machine; its guest is there when {@link #completion()} says so. */
  LocalVm vm();

  /**
   * Completes when the hypervisor says how it ended, also when its process ends before the guest is
   * there.
   */
  CompletionStage<IncomingReport> completion();
}
