package org.multihost.migration.spi;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apiguardian.api.API;
import org.multihost.migration.GuestConsole;
import org.multihost.migration.GuestException;
import org.multihost.migration.GuestSession;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.VmState;

/**
 * A VM's process on this host, or what stands for a process with this hypervisor. Safe for use by
 * several threads. A method that asks the hypervisor waits for its answer in bounded time, and
 * throws {@link VirtualMachineException} if there is none; every message has the VM's name in
 * brackets.
 */
@API(status = EXPERIMENTAL, since = "0.1")
public interface LocalVm extends AutoCloseable {

  /** The name of the VM. */
  String name();

  /**
   * The description of the VM as it is now, plugged-in devices included, for a destination that
   * builds the same VM. Called at the start of a migration.
   */
  MachineDescription machine();

  /**
   * Says whether a migration has begun. Called with {@code true} before {@link #machine}, and with
   * {@code false} when the migration has ended, whatever its outcome, or was given up, possibly
   * before it had started. Meanwhile a driver refuses changes that the destination would not have.
   * The default does nothing.
   */
  default void inMigration(boolean begun) {}

  /**
   * The present state, asked of the hypervisor; {@link VmState#GONE} after the end of the process.
   *
   * @throws VirtualMachineException if the hypervisor does not answer
   */
  VmState state();

  /**
   * Stops the guest.
   *
   * @return the time when it stopped, by the hypervisor's event; empty if it did not run
   * @throws VirtualMachineException if the process has ended
   */
  Optional<Instant> pause();

  /**
   * Resumes a paused guest. In the state {@link VmState#MIGRATED} it takes the guest back: called
   * there only if the migration has failed afterwards and the destination's process has ended.
   *
   * @return the time when it resumed, by the hypervisor's event; empty if it was running
   * @throws VirtualMachineException if it cannot resume, such as a guest that is {@link
   *     VmState#LOST}
   */
  Optional<Instant> resume();

  /** Resets the VM as its reset button would. A guest that ran boots again; a paused one waits. */
  void reset();

  /** The console of the guest. The default is that of a guest without one: it has no text. */
  default GuestConsole console() {
    return new SilentConsole(name());
  }

  /**
   * Returns a logged-in shell, and waits for the guest to offer one. Later calls return the same
   * session. The default is that of a guest without a shell; such a driver must refuse every {@link
   * GuestAccess.Login} but {@code NONE} in {@link VirtualMachineDriver#verify}, because the
   * extension itself logs in before and after a migration.
   *
   * @throws GuestException if there is none within {@code timeout}; the message has the last lines
   *     of the console
   */
  default GuestSession login(Duration timeout) {
    throw new GuestException("The guest of virtual machine [%s] has no shell".formatted(name()));
  }

  /** The memory of the guest, which is stopped; empty if the driver cannot read it. */
  default Optional<GuestMemory> guestMemory() {
    return Optional.empty();
  }

  /**
   * Waits for an answer of the guest, as a proof that it works: called before and after a migration
   * if it has a shell or is the built-in guest. By default it is the answer of the shell.
   *
   * @throws GuestException if there is none within {@code timeout}, or the guest has found an error
   */
  default void awaitAnswer(Duration timeout) {
    login(timeout);
  }

  /**
   * Starts the migration of the guest to a destination that listens, and returns when it is under
   * way; it does not wait for the connection. That nobody listens is an outcome, not an exception.
   *
   * @param endpoint as {@link IncomingVm#listen} has returned it, or for TCP a proxy on this host
   * @param progress is called with the progress, possibly before this method returns
   * @throws VirtualMachineException if the hypervisor rejects a capability or a parameter, or the
   *     VM is migrating already; the guest is then as it was before
   */
  OutgoingMigration migrate(
      MigrationEndpoint endpoint, MigrationSettings settings, ProgressListener progress);

  /**
   * The failure of the VM. It completes with the exception when the VM fails, and never otherwise:
   * its process ends unexpectedly or is stopped (SIGSTOP), the guest's kernel crashes, a disk
   * fails, or the hypervisor has an internal error. It never completes after {@link #close}, nor
   * for a VM that is {@link VmState#INCOMING}: that is the outcome of its migration.
   *
   * <p>What depends on the stage runs on the driver's thread: it reports the failure to the other
   * hosts, and may block for a moment.
   */
  CompletionStage<VirtualMachineException> failed();

  /**
   * Queries the hypervisor, and throws if the VM has failed by now: without delay, also while
   * {@link #failed()} still waits for details. Called at the end of each test, when a failure has
   * no other witness.
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
   * at most, and never throws; after three seconds the extension goes on without it.
   */
  VmDiagnosis diagnosis();

  /**
   * Takes a picture of the guest's display, and returns its file, in the PNG format, in {@link
   * DriverContext#logDirectory()}. The default is that of a VM without a display.
   *
   * @throws VirtualMachineException if there is no display
   */
  default Path screenshot() {
    throw new VirtualMachineException("Virtual machine [%s] has no display".formatted(name()));
  }

  /**
   * The driver's own object of that type. The default has only this object.
   *
   * @throws IllegalArgumentException if there is none; the message lists the available types
   */
  default <T> T unwrap(Class<T> type) {
    if (!type.isInstance(this)) {
      throw new IllegalArgumentException(
          "Virtual machine [%s] has no [%s]; it has [%s]"
              .formatted(name(), type.getName(), getClass().getName()));
    }
    return type.cast(this);
  }

  /**
   * Ends the process and removes its files, in bounded time; further calls have no effect. The
   * state is then {@link VmState#GONE}. May be called while another thread waits in a method of
   * this object, which then ends with an exception.
   */
  @Override
  void close();
}
