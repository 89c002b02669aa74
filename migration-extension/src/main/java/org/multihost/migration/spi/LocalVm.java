package org.multihost.migration.spi;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apiguardian.api.API;
import org.multihost.migration.GuestConsole;
import org.multihost.migration.GuestSession;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.VmState;

/** A virtual machine's process on this host. Safe for use by several threads. */
@API(status = EXPERIMENTAL, since = "0.1")
public interface LocalVm extends AutoCloseable {

  /** The name of the VM. */
  String name();

  /** The description of the VM as it is now, for a destination that builds the same VM. */
  MachineDescription machine();

  /** The present state. */
  VmState state();

  /**
   * Stops the guest.
   *
   * @return the time when it stopped, by the hypervisor's event; empty if it did not run
   */
  Optional<Instant> pause();

  /**
   * Resumes a paused guest.
   *
   * @return the time when it resumed, by the hypervisor's event; empty if it was running
   * @throws VirtualMachineException if it cannot resume, such as a guest that is {@link
   *     VmState#LOST}
   */
  Optional<Instant> resume();

  /** Resets the VM. */
  void reset();

  /** The console of the guest. */
  GuestConsole console();

  /**
   * Returns a logged-in shell, and waits for the guest to offer one. Later calls return the same
   * session.
   *
   * @throws org.multihost.migration.GuestException if there is none within {@code timeout}; the
   *     message has the last lines of the console
   */
  GuestSession login(Duration timeout);

  /**
   * Starts the migration of the guest to a destination that listens.
   *
   * @param progress is called with the progress, possibly before this method returns
   */
  OutgoingMigration migrate(
      MigrationEndpoint endpoint, MigrationSettings settings, ProgressListener progress);

  /**
   * Completes with the failure when the VM fails, and never otherwise: its process ends
   * unexpectedly or is stopped (SIGSTOP), the guest's kernel crashes, a disk fails, or the
   * hypervisor has an internal error.
   */
  CompletionStage<VirtualMachineException> failed();

  /**
   * Queries the hypervisor, and throws if the VM has failed by now: without delay, also while
   * {@link #failed()} still waits for details.
   *
   * @throws VirtualMachineException the failure that {@link #failed()} completes with
   */
  default void verifyHealthy() {
    state();
    VirtualMachineException failure = failed().toCompletableFuture().getNow(null);
    if (failure != null) {
      throw failure;
    }
  }

  /**
   * The diagnosis of the VM, for a person who examines a failed test. May be called from any thread
   * and in any state, also when the hypervisor does not answer or has ended. Takes about a second
   * at most, and never throws.
   */
  VmDiagnosis diagnosis();

  /** The driver's own object of that type. */
  <T> T unwrap(Class<T> type);

  /** Ends the process and removes its files, in bounded time; further calls have no effect. */
  @Override
  void close();
}
