package org.multihost.migration.qemu.qmp;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.qemu.process.DaemonThread;
import org.multihost.migration.qemu.process.DurationText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that runs callbacks one after the other, so that no callback can block or end the
 * connection. Safe for use by several threads.
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
            // After the end, the few late callbacks run on the thread that submits them.
            (task, ended) -> task.run());
  }

  private Thread newThread(Runnable work) {
    Thread created = DaemonThread.named(name, work);
    thread = created;
    return created;
  }

  /** Runs a callback after all earlier ones; its exceptions are logged. */
  public void run(Runnable callback) {
    executor.execute(() -> runLogged(callback));
  }

  private void runLogged(Runnable callback) {
    try {
      callback.run();
    } catch (Throwable e) {
      LOG.error("A callback on thread [{}] failed; the connection stays open", name, e);
    }
  }

  /** Returns a future that is completed on this thread only; this thread must not wait for it. */
  <T> CompletableFuture<T> newFuture() {
    return new CallbackFuture<>(this);
  }

  /** Returns a future that completes on this thread with the result of another one. */
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

  /** Ends the thread after its pending callbacks. */
  public void end() {
    executor.shutdown();
  }

  /** Waits for the thread's end; on timeout interrupts the running callback. */
  public void join(Duration timeout) throws InterruptedException {
    Thread started = thread;
    if (started == null || isCurrentThread()) {
      return;
    }
    // The executor reports its termination slightly before its thread has ended.
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
