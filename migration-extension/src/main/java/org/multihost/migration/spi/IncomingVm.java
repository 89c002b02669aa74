package org.multihost.migration.spi;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.util.concurrent.CompletionStage;
import org.apiguardian.api.API;

/**
 * The destination's side of a migration: a VM that waits for its guest. Closing {@link #vm()} ends
 * it.
 */
@API(status = EXPERIMENTAL, since = "0.1")
public interface IncomingVm {

  /**
   * Sets the VM up by the settings and lets it listen; called once.
   *
   * @return the endpoint for the source, with the real port
   * @throws org.opentest4j.TestAbortedException if this host lacks what the transport needs
   */
  MigrationEndpoint listen(MigrationSettings settings);

  /**
   * Reads the file of a {@link org.multihost.migration.Transport.File} that the source has written;
   * called when the file is complete.
   */
  void load();

  /** The VM; its guest is there when {@link #completion()} reports so. */
  LocalVm vm();

  /**
   * Completes when the hypervisor reports the end of the migration, also when its process ends
   * before the guest is there.
   */
  CompletionStage<IncomingReport> completion();
}
