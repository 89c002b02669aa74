package org.multihost.migration.spi;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.util.concurrent.CompletionStage;
import org.apiguardian.api.API;

/** The destination's side of a migration: a machine that waits. Closing {@link #vm()} ends it. */
@API(status = EXPERIMENTAL, since = "0.1")
public interface IncomingVm {

  /**
   * Lets it listen, set up as the settings say; called once.
   *
   * @return where the source is to send the machine, with the real port
   * @throws org.opentest4j.TestAbortedException if this machine lacks what the transport needs
   */
  MigrationEndpoint listen(MigrationSettings settings);

  /**
   * Reads what the source has left in the file of a {@link org.multihost.migration.Transport.File};
   * called when it is whole.
   */
  void load();

  /** The machine; its guest is there when {@link #completion()} says so. */
  LocalVm vm();

  /**
   * Completes when the hypervisor says how it ended, also when its process ends before the guest is
   * there.
   */
  CompletionStage<IncomingReport> completion();
}
