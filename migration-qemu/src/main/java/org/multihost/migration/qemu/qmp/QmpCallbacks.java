package org.multihost.migration.qemu.qmp;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that runs what callers left to be run, one after the other, so that nothing they do
 * can hold or kill the connection. Safe for use by several threads.
 */
final class QmpCallbacks {

  private static final Logger LOG = LoggerFactory.getLogger(QmpCallbacks.class);

  private final String name;
  private final ThreadPoolExecutor executor;
  private volatile @Nullable Thread thread;

  QmpCallbacks(String vm) {
    name = "qmp-" + vm + "-callbacks";
    executor =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            this::newThread,
            // After the end the few late ones run where they come from.
            (task, ended) -> task.run());
  }

  private Thread newThread(Runnable work) {
    Thread created = new Thread(work, name);
    created.setDaemon(true);
    thread = created;
    return created;
  }

  /** Runs it after all that were given before; what it throws is logged. */
  public void run(Runnable callback) {
    executor.execute(() -> runLogged(callback));
  }

  private void runLogged(Runnable callback) {
    try {
      callback.run();
    } catch (Throwable e) {
      LOG.error("A callback on thread [{}] failed; the connection goes on", name, e);
    }
  }

  /** A future to be completed on this thread only; must not be waited for there. */
  <T> CompletableFuture<T> newFuture() {
    return new CallbackFuture<>(this);
  }

  /** Completes on this thread as the other one does on any. */
  public <T> CompletableFuture<T> follow(CompletableFuture<T> other) {
    CompletableFuture<T> follower = newFuture();
    other.whenComplete((value, failure) -> run(() -> complete(follower, value, failure)));
    return follower;
  }

  private static <T> void complete(
      CompletableFuture<T> future, T value, @Nullable Throwable failure) {
    if (failure == null) {
      future.complete(value);
    } else {
      future.completeExceptionally(failure);
    }
  }

  boolean isCurrentThread() {
    return Thread.currentThread() == thread;
  }

  String threadName() {
    return name;
  }

  /** Lets the thread end when it has run all that it was given. */
  public void end() {
    executor.shutdown();
  }

  /** Waits for the thread's end, and interrupts a callback that does not come to one. */
  public void join(Duration timeout) throws InterruptedException {
    Thread started = thread;
    if (started == null || isCurrentThread()) {
      return;
    }
    // The executor calls itself terminated a moment before its thread is gone.
    started.join(timeout.toMillis());
    if (started.isAlive()) {
      LOG.warn(
          "A callback on thread [{}] did not end within {}; interrupting it",
          name,
          DurationText.of(timeout));
      executor.shutdownNow();
    }
  }
}
