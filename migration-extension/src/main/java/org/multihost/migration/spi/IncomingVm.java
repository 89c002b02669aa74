package org.multihost.migration.spi;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.util.concurrent.CompletionStage;
import org.apiguardian.api.API;
import org.multihost.migration.VirtualMachineException;

/**
 * The destination's side of a migration: a VM that waits for its guest. {@link #listen}, then
 * {@link #load} and {@link #completion} are called on the thread that runs the migration on the
 * destination. Closing {@link #vm()} ends it, from any thread.
 */
@API(status = EXPERIMENTAL, since = "0.1")
public interface IncomingVm {

  /**
   * Sets the VM up by the settings and lets it listen; called once.
   *
   * @return the endpoint for the source, with the actual port
   * @throws org.multihost.migration.MultihostConfigurationException if the driver does not support
   *     the transport, alone or with a capability, or a file's path; the message has the VM's name
   *     and the transport
   * @throws org.multihost.migration.VirtualMachineException if the hypervisor rejects a capability
   *     or a parameter, or no port of {@link DriverContext#migrationPorts()} is free
   * @throws org.opentest4j.TestAbortedException if this host lacks what the transport needs
   */
  MigrationEndpoint listen(MigrationSettings settings);

  /**
   * Keeps the guest stopped when it arrives, whether it ran or not, until {@link LocalVm#resume()};
   * called once at most, before {@link #listen}.
   *
   * @return false if that is not possible with such a migration, or with this driver
   */
  default boolean hold(MigrationSettings settings) {
    return false;
  }

  /**
   * Reports the statuses of the migration on this side to the listener, from {@link #listen} on;
   * called once at most, before {@link #listen}. A progress then has the time since {@link #listen}
   * and no amounts. The calls are as those of {@link LocalVm#migrate}.
   *
   * @return false if the driver knows no status of this side
   */
  default boolean follow(ProgressListener listener) {
    return false;
  }

  /**
   * Reads the file of a {@link org.multihost.migration.Transport.File} that the source has written;
   * has no effect with another transport. Called when the source's side has completed, and does not
   * wait for the guest. A file that cannot be read is an outcome, which {@link #completion()}
   * reports.
   */
  default void load() {}

  /**
   * Listens again, for a postcopy that has lost its stream; called on any thread.
   *
   * @return the new endpoint for the source
   * @throws VirtualMachineException if the migration waits for no recovery, or this driver cannot
   *     recover one
   */
  default MigrationEndpoint recover() {
    throw new VirtualMachineException("This driver's migrations have no command [recover]");
  }

  /** Cuts the stream of a postcopy from this side; as {@link OutgoingMigration.Commands#pause}. */
  default void pause() {
    throw new VirtualMachineException("This driver's migrations have no command [pause]");
  }

  /** The VM; its guest is there when {@link #completion()} reports so. */
  LocalVm vm();

  /**
   * The end of the migration on this side; never completes exceptionally. It completes when the
   * hypervisor reports the end, also when its process ends before the guest is there. {@code
   * COMPLETED} means that the whole guest is here and every disk of it can be used. The guest must
   * run only after the source can no longer run it.
   *
   * <p>A source that never connects completes nothing: the extension closes the VM then. It waits
   * for this side only after the source's side has completed, at most {@code
   * multihost.timeout.finish} for each VM, and the whole time of the migration through a file.
   */
  CompletionStage<IncomingReport> completion();
}
