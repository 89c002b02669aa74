package org.multihost.migration.internal.scenario.failure;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A piece of work that is cut short by a cause: its thread is interrupted, whatever it waits for,
 * and the cause and what the work throws then are one failure.
 *
 * <p>The cause is a failure of the test, or, for the user's clean-up, its deadline. Clean-up inside
 * of other work holds that work's interrupt back.
 */
public final class Guarded {

  /** The innermost one of a thread, which clean-up must hold back. */
  private static final ThreadLocal<@Nullable Guarded> INNERMOST = new ThreadLocal<>();

  private final Thread thread = Thread.currentThread();
  private final @Nullable Guarded outer = INNERMOST.get();
  private boolean active = true; // guarded by this
  private boolean due; // guarded by this
  private boolean cut; // guarded by this

  /** Work that may throw anything. */
  @FunctionalInterface
  interface Work {
    void run() throws Throwable;
  }

  private Guarded() {}

  /** Runs the work on this thread. */
  public static void run(CompletionStage<? extends Throwable> broken, Work work) throws Throwable {
    Guarded guarded = new Guarded();
    INNERMOST.set(guarded);
    broken.thenAccept(cause -> guarded.cut());
    try {
      work.run();
    } catch (Throwable thrown) {
      if (!guarded.wasCut()) {
        throw thrown;
      }
      throw ended(broken.toCompletableFuture().join(), thrown);
    } finally {
      guarded.end();
    }
  }

  /** What an interrupt brings about is folded under the cause, whatever that is. */
  private static Throwable ended(Throwable cause, Throwable thrown) {
    if (thrown == cause || thrown.getCause() == cause) {
      return cause;
    }
    if (Interruption.caused(thrown)) {
      cause.addSuppressed(thrown);
      return cause;
    }
    return Verdict.prevailing(cause, thrown);
  }

  /**
   * Runs clean-up on this thread, which no failure of the test interrupts, only the deadline does:
   * {@link #run} of the work around it goes on to watch for failures when the clean-up has ended.
   */
  public static void cleanUp(CompletionStage<? extends Throwable> deadline, Work work)
      throws Throwable {
    Guarded around = INNERMOST.get();
    if (around != null) {
      around.hold();
    }
    Thread.interrupted();
    try {
      run(deadline, work);
    } finally {
      if (around != null) {
        around.goOn();
      }
    }
  }

  /** Clears the interrupt that the test's own code has left on this thread, if it is not ours. */
  public static void forgetInterrupt() {
    Guarded innermost = INNERMOST.get();
    if (innermost != null) {
      innermost.forgetUnlessCut();
    }
  }

  private synchronized void forgetUnlessCut() {
    if (!cut) {
      Thread.interrupted();
    }
  }

  private synchronized void hold() {
    active = false;
  }

  private synchronized void goOn() {
    active = true;
    if (due) {
      cut();
    }
  }

  private synchronized void cut() {
    due = !active;
    if (active && !cut) {
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
    if (outer == null) {
      INNERMOST.remove();
    } else {
      INNERMOST.set(outer);
    }
  }
}
