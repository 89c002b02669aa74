package org.multihost.migration.qemu.qmp;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.multihost.migration.MultihostException;
import org.multihost.migration.qemu.process.DurationText;

/**
 * The waits of callers' threads for futures that the connection's thread completes. Each has a
 * timeout.
 */
final class QmpWaiting {

  private final String vm;
  private final QmpConnection connection;

  QmpWaiting(String vm, QmpConnection connection) {
    this.vm = vm;
    this.connection = connection;
  }

  /** Refuses a wait on the connection's thread, which would have to end the wait. */
  void refuseOnConnectionThread(String what) {
    if (connection.isCurrentThread()) {
      throw new IllegalStateException(
          ("Thread [%s] reads what QEMU [%s] sends, so it must not wait for [%s]; event filters and"
                  + " the transcript must not call QMP")
              .formatted(Thread.currentThread().getName(), vm, what));
    }
  }

  /**
   * Waits for the future's value. On timeout the future is completed with the timeout, so that the
   * thread that would complete it later can detect that nobody waits.
   *
   * @param late supplies an addition to the message of a timeout
   */
  public <T> T await(
      CompletableFuture<T> future, Duration timeout, String what, Supplier<String> late) {
    refuseOnConnectionThread(what);
    try {
      return future.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      future.completeExceptionally(timedOut(timeout, what, late.get()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      future.completeExceptionally(
          new MultihostException(
              "Interrupted while waiting for QEMU [%s]: [%s]".formatted(vm, what), e));
    } catch (ExecutionException e) {
      throw forCaller(e);
    }
    return now(future);
  }

  private static <T> T now(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      throw forCaller(e);
    }
  }

  private QmpTimeoutException timedOut(Duration timeout, String what, String circumstances) {
    return new QmpTimeoutException(
        vm,
        "QEMU [%s] did not send [%s] within %s%s"
            .formatted(vm, what, DurationText.of(timeout), circumstances),
        timeout);
  }

  /**
   * Failures are detected on the connection's thread; the useful stack trace is that of the caller.
   */
  private static RuntimeException forCaller(Exception wrapper) {
    if (wrapper.getCause() instanceof QmpException qmp) {
      return qmp.again();
    }
    if (wrapper.getCause() instanceof MultihostException interrupted) {
      return interrupted;
    }
    if (wrapper.getCause() instanceof IllegalStateException closed) {
      return new IllegalStateException(closed.getMessage(), closed);
    }
    return new IllegalStateException(wrapper);
  }
}
