package org.multihost.migration.qemu.process;

import static org.apiguardian.api.API.Status.INTERNAL;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.VirtualMachineException;

/**
 * The health of the companions of one VM. The end of a companion is a failure, unless it follows
 * from the end of QEMU or from a migration that takes the guest away.
 */
@API(status = INTERNAL)
public final class CompanionHealth {

  /** The time for the exit of a QEMU that has left its companion without a peer. */
  private static final long FOR_QEMU_MILLIS = 200;

  /** The states of a QEMU whose guest leaves or has left. */
  private static final Set<String> LEAVING = Set.of("finish-migrate", "postmigrate");

  /** The time for an answer of QEMU. */
  private static final long FOR_ANSWER_MILLIS = 2_000;

  private final QemuProcess process;
  private final QemuCompanions companions;
  private final Supplier<CompletionStage<String>> status;
  private final BooleanSupplier guestIsHere;
  private final Consumer<VirtualMachineException> onFailure;
  private volatile @Nullable VirtualMachineException ended;

  /**
   * Creates the health of companions that are not watched yet.
   *
   * @param process their QEMU
   * @param status asks QEMU for its state, as {@code query-status} has it
   * @param guestIsHere whether the guest is on this host, and its VM is not being closed
   * @param onFailure receives the failure
   */
  public CompanionHealth(
      QemuProcess process,
      QemuCompanions companions,
      Supplier<CompletionStage<String>> status,
      BooleanSupplier guestIsHere,
      Consumer<VirtualMachineException> onFailure) {
    this.process = process;
    this.companions = companions;
    this.status = status;
    this.guestIsHere = guestIsHere;
    this.onFailure = onFailure;
  }

  /** Begins to watch. */
  public void watch(ScheduledExecutorService executor, Duration interval) {
    companions
        .failed(executor, interval)
        .thenAccept(
            failure -> {
              ended = failure;
              if (!executor.isShutdown()) {
                executor.schedule(this::report, FOR_QEMU_MILLIS, TimeUnit.MILLISECONDS);
              }
            });
  }

  /** Reports the end of a companion, if there is one and QEMU says that the guest is here. */
  public void report() {
    VirtualMachineException failure = ended;
    if (failure != null && guestIsHere.getAsBoolean()) {
      status
          .get()
          .thenAccept(
              now -> {
                if (!LEAVING.contains(now) && guestIsHere.getAsBoolean()) {
                  onFailure.accept(failure);
                }
              });
    }
  }

  /** Returns the end of a companion that nothing has reported yet. */
  public Optional<VirtualMachineException> unreported() {
    return guestIsHere.getAsBoolean() && process.isAlive()
        ? Optional.ofNullable(ended).filter(failure -> !isLeaving())
        : Optional.empty();
  }

  private boolean isLeaving() {
    return status
        .get()
        .thenApply(LEAVING::contains)
        .exceptionally(noAnswer -> false)
        .toCompletableFuture()
        .completeOnTimeout(false, FOR_ANSWER_MILLIS, TimeUnit.MILLISECONDS)
        .join();
  }
}
