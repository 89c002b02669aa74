package org.multihost.migration.spi;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apiguardian.api.API;
import org.multihost.migration.VirtualMachineException;

/**
 * The source's side of a migration under way. Safe for use by several threads: the test's steps
 * during a migration have a thread of their own, and a cancellation may come from any thread,
 * including one on which the driver calls its {@link ProgressListener}.
 */
@API(status = EXPERIMENTAL, since = "0.1")
public interface OutgoingMigration {

  /**
   * The end of the migration on this side. It completes when the hypervisor has reported the end,
   * whatever the outcome, and then the state and the figures; exceptionally only when these can no
   * longer be determined. {@code COMPLETED} means that the guest has left: its VM here is {@code
   * MIGRATED}, gone or shut down, and does not run the guest again by itself. After {@code FAILED}
   * or {@code CANCELLED} the guest is here, and runs if it ran before. A postcopy that has lost a
   * side and is not recovered within a few seconds is {@code FAILED}, and the source's VM {@code
   * LOST}.
   *
   * <p>The extension waits at most {@code multihost.timeout.migration}; then the test fails, and
   * the migration is cancelled.
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
   * it back. Returns when the change has taken effect.
   *
   * @param value a number, a boolean or a string
   * @throws org.multihost.migration.VirtualMachineException if the hypervisor rejects it; the
   *     message has the VM's name and the parameter's
   */
  void parameter(String name, Object value);

  /**
   * Requests cancellation and does not wait for it; no effect if the migration has ended. The
   * outcome is then {@code CANCELLED}, unless the guest has left already.
   */
  void cancel();

  /** Returns the commands of this migration; by default, a driver that has none. */
  default Commands commands() {
    return new Commands() {};
  }

  /**
   * The commands that change the course of a migration under way. Each returns when the hypervisor
   * has accepted it, and throws a {@link org.multihost.migration.VirtualMachineException} if the
   * hypervisor refuses it or has no such command.
   */
  interface Commands {

    /** Lets the guest continue at the destination; the rest of its memory follows. */
    default void startPostcopy() {
      throw none("startPostcopy");
    }

    /** Cuts the stream of a postcopy on purpose. */
    default void pause() {
      throw none("pause");
    }

    /**
     * Recovers a postcopy that has lost its stream, over a new one.
     *
     * @param endpoint that of {@link IncomingVm#recover()}
     */
    default void recover(MigrationEndpoint endpoint) {
      throw none("recover");
    }

    /**
     * Gives the test more time for a recovery than the few seconds after which a postcopy without
     * its stream has failed.
     */
    default void expectRecovery(Duration limit) {
      throw none("recover");
    }

    /** Changes the maximum bandwidth, in bytes per second; 0 is unlimited. */
    default void limit(long bytesPerSecond) {
      throw none("maxBandwidth");
    }

    /** Changes the downtime of the guest to aim at. */
    default void limit(Duration downtime) {
      throw none("downtimeLimit");
    }

    /**
     * Keeps the migration under way: it sends so little that it does not complete while memory is
     * left to send.
     */
    default void hold() {
      throw none("hold");
    }

    /** Ends {@link #hold()}: the limits are as before. */
    default void release() {
      throw none("release");
    }

    /** Lets a migration go on that waits in that status. */
    default void continueFrom(String status) {
      throw none("continueFrom");
    }

    private static VirtualMachineException none(String command) {
      return new VirtualMachineException(
          "This driver's migrations have no command [%s]".formatted(command));
    }
  }
}
