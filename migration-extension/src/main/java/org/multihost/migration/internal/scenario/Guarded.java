package org.multihost.migration.internal.scenario;

import java.util.concurrent.CompletionStage;


/**
 * A piece of work that ends at once when the test breaks elsewhere: its thread is interrupted, whatever it waits for, and what it throws
 * then is folded under the cause.
 */
final class Guarded {

  private final Thread thread = Thread.currentThread();
  private boolean active = true; // guarded by this
  private boolean cut; // guarded by this

  /** Work that may throw anything. */
  @FunctionalInterface
  interface Work {
    void run() throws Throwable;
  }

  private Guarded() {}

  /** Runs the work on this thread. */
  static void run(CompletionStage<? extends Throwable> broken, Work work) throws Throwable {
    Guarded guarded = new Guarded();
    broken.thenAccept(cause -> guarded.cut());
    try {
      work.run();
    } catch (Throwable thrown) {
      if (!guarded.wasCut()) {
        throw thrown;
      }
      Throwable cause = broken.toCompletableFuture().join();
      if (thrown != cause && thrown.getCause() != cause) {
        cause.addSuppressed(thrown);
      }
      throw cause;
    } finally {
      guarded.end();
    }
  }

  private synchronized void cut() {
    if (active) {
      cut = true;
      thread.interrupt();
    }
  }

  private synchronized boolean wasCut() {
    return cut;
  }

  /** No interrupt of ours may reach what this thread does next. */
  private synchronized void end() {
    active = false;
    if (cut) {
      Thread.interrupted();
    }
  }
}
