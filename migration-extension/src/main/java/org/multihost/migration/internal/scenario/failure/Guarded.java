package org.multihost.migration.internal.scenario.failure;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.internal.wire.ThrowableParts;

/**
 * A piece of work that a cause cuts short: its thread is interrupted, and the cause and what the
 * work then throws become one failure.
 *
 * <p>The cause is a failure of the test or, for the user's clean-up, its deadline. Clean-up inside
 * other work delays the interrupt of that work.
 */
public final class Guarded {

  /** The innermost guarded work of a thread, whose interrupt clean-up must delay. */
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

  /**
   * Returns the one failure: what the interrupt has caused is suppressed by the cause, whatever
   * that is.
   */
  private static Throwable ended(Throwable cause, Throwable thrown) {
    if (thrown == cause || ThrowableParts.cause(thrown) == cause) {
      return cause;
    }
    if (Interruption.caused(thrown)) {
      cause.addSuppressed(thrown);
      return cause;
    }
    return Verdict.prevailing(cause, thrown);
  }

  /**
   * Runs clean-up on this thread. No failure of the test interrupts it; only the deadline does. The
   * {@link #run} of the enclosing work watches for failures again when the clean-up has ended.
   */
  public static void cleanUp(CompletionStage<? extends Throwable> deadline, Work work)
      throws Throwable {
    delayed(
        () -> {
          Thread.interrupted();
          run(deadline, work);
        });
  }

  /**
   * Runs work on this thread, and delays the interrupt of the enclosing {@link #run} until then.
   */
  static void delayed(Work work) throws Throwable {
    Guarded around = INNERMOST.get();
    if (around != null) {
      around.hold();
    }
    try {
      work.run();
    } finally {
      if (around != null) {
        around.goOn();
      }
    }
  }

  /**
   * Clears the interrupt flag that the test's own code has left on this thread, unless this class
   * has set it.
   */
  public static void forgetInterrupt() {
    Guarded innermost = INNERMOST.get();
    if (innermost != null) {
      innermost.forgetUnlessCut();
    }
  }

  /** Returns whether the innermost work of the current thread has been cut short. */
  static boolean isCurrentCut() {
    Guarded innermost = INNERMOST.get();
    return innermost != null && innermost.wasCut();
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

  /** Ends the guard: its interrupt must not reach what this thread does next. */
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
