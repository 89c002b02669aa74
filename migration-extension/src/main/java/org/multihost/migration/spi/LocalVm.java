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

  /** The machine's name. */
  String name();

  /** What a destination needs to build the same machine, as it is now. */
  MachineDescription machine();

  /** The present state. */
  VmState state();

  /**
   * Stops the guest.
   *
   * @return when it stopped, by the hypervisor's event; empty if it did not run
   */
  Optional<Instant> pause();

  /**
   * Lets a paused guest go on.
   *
   * @return when it went on, by the hypervisor's event; empty if it ran
   * @throws VirtualMachineException if it cannot go on, as one that is {@link VmState#LOST}
   */
  Optional<Instant> resume();

  /** Resets the machine. */
  void reset();

  /** The guest's console. */
  GuestConsole console();

  /**
   * A logged-in shell; waits for the guest to offer one. Later calls return the same session.
   *
   * @throws org.multihost.migration.GuestException if there is none in time, with the console's
   *     last lines
   */
  GuestSession login(Duration timeout);

  /**
   * Starts to migrate the guest to a destination that listens; {@code progress} is told how far it
   * is, possibly before this returns.
   */
  OutgoingMigration migrate(
      MigrationEndpoint endpoint, MigrationSettings settings, ProgressListener progress);

  /**
   * Completes, with what happened, when the machine fails: its process ends though nobody asked it
   * to, the guest's kernel crashes, the hypervisor has an internal error; never otherwise.
   */
  CompletionStage<VirtualMachineException> failed();

  /**
   * Has the hypervisor answer, and fails if the machine has failed by now: at once, also where
   * {@link #failed()} waits to have more to tell.
   *
   * @throws VirtualMachineException what {@link #failed()} completes with
   */
  default void verifyHealthy() {
    state();
    VirtualMachineException failure = failed().toCompletableFuture().getNow(null);
    if (failure != null) {
      throw failure;
    }
  }

  /**
   * Tells how it is, for a person who wonders why a test has failed. To be called from any thread,
   * in any state: when the hypervisor does not answer, or has ended, too. Takes no longer than
   * about a second, and never throws.
   */
  VmDiagnosis diagnosis();

  /** The driver's own object of that type. */
  <T> T unwrap(Class<T> type);

  /** Ends the process and removes its files, in bounded time; harmless when repeated. */
  @Override
  void close();
}
