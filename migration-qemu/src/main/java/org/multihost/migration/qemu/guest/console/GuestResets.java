package org.multihost.migration.qemu.guest.console;

import static org.apiguardian.api.API.Status.INTERNAL;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apiguardian.api.API;

/**
 * The resets of a VM by its own guest, compared with the restarts that its kernel has announced on
 * the console. A reset that was not announced is a triple fault, or a panic whose message is lost:
 * it is on the console of the source if the guest has migrated in the middle of it. The guest then
 * boots again, so nothing else reports the crash. Safe for use by several threads.
 */
@API(status = INTERNAL)
public final class GuestResets {

  /** SeaBIOS, which finds that it has run before, resets the VM once more within a second. */
  private static final Duration OF_FIRMWARE = Duration.ofSeconds(10);

  /** The event and the console's text arrive on different connections. */
  private static final Duration FOR_ANNOUNCEMENT = Duration.ofSeconds(3);

  private final SerialConsole console;
  private final ScheduledExecutorService executor;
  private final Duration patience;
  private final CompletableFuture<Void> unannounced = new CompletableFuture<>();

  // Guarded by this.
  private int resets;
  private Instant firmwareMayResetUntil = Instant.MIN;
  private CompletableFuture<Void> decided = CompletableFuture.completedFuture(null);

  public GuestResets(SerialConsole console, ScheduledExecutorService executor) {
    this(console, executor, FOR_ANNOUNCEMENT);
  }

  GuestResets(SerialConsole console, ScheduledExecutorService executor, Duration patience) {
    this.console = console;
    this.executor = executor;
    this.patience = patience;
  }

  /** Records a reset that the test has requested. */
  public synchronized void resetByTest(Instant at) {
    firmwareMayResetUntil = at.plus(OF_FIRMWARE);
  }

  /** Records a reset by the guest, or by its firmware in consequence of another reset. */
  public synchronized void reset(Instant at) {
    boolean byFirmware = at.isBefore(firmwareMayResetUntil);
    firmwareMayResetUntil = byFirmware ? Instant.MIN : at.plus(OF_FIRMWARE);
    if (byFirmware) {
      return;
    }
    resets++;
    CompletableFuture<Void> decision = new CompletableFuture<>();
    decided = decision;
    executor.schedule(() -> decide(decision), patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void decide(CompletableFuture<Void> decision) {
    if (isOneUnannounced()) {
      unannounced.complete(null);
    }
    decision.complete(null);
  }

  private synchronized boolean isOneUnannounced() {
    return resets > console.restarts();
  }

  private synchronized CompletableFuture<Void> decided() {
    return decided;
  }

  /** Completes when it is certain that a reset was not announced. */
  public CompletionStage<Void> unannounced() {
    return unannounced.minimalCompletionStage();
  }

  /**
   * Returns whether a reset by now was not announced. Waits a few seconds for an announcement that
   * may still be on its way; an interrupt ends the wait.
   */
  public boolean awaitUnannounced() {
    if (isOneUnannounced()) {
      try {
        decided().get(2 * patience.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException | ExecutionException executorIsBusyOrClosed) {
        // the console decides
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return isOneUnannounced();
  }
}
