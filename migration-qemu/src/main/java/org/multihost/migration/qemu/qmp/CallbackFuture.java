package org.multihost.migration.qemu.qmp;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A future that refuses waits on the only thread that can complete it; so do all futures derived
 * from it.
 */
final class CallbackFuture<T> extends CompletableFuture<T> {

  private final QmpCallbacks callbacks;

  CallbackFuture(QmpCallbacks callbacks) {
    this.callbacks = callbacks;
  }

  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return new CallbackFuture<>(callbacks);
  }

  @Override
  public T get() throws InterruptedException, ExecutionException {
    refuseDeadlock();
    return super.get();
  }

  @Override
  public T get(long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    refuseDeadlock();
    return super.get(timeout, unit);
  }

  @Override
  public T join() {
    refuseDeadlock();
    return super.join();
  }

  private void refuseDeadlock() {
    if (!isDone() && callbacks.isCurrentThread()) {
      throw new IllegalStateException(
          ("Thread [%s] completes this future, so it must not wait for it; use execute() or take(),"
                  + " chain with thenCompose(), or wait on another thread")
              .formatted(callbacks.threadName()));
    }
  }
}
