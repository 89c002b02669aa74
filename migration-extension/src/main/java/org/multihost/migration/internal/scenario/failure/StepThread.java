package org.multihost.migration.internal.scenario.failure;

import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

/**
 * The thread of a step that runs beside the test's own thread. Only this extension interrupts it,
 * when the step is no longer needed.
 *
 * @param doing what the step does, for messages
 * @param over whether the step has been interrupted because it is no longer needed
 * @param failed records a failure of the step, with what it did
 */
public record StepThread(String doing, BooleanSupplier over, BiConsumer<String, Throwable> failed) {

  private static final ThreadLocal<Boolean> IS_ONE = ThreadLocal.withInitial(() -> false);

  /** Returns whether the current thread runs such a step. */
  public static boolean isCurrent() {
    return IS_ONE.get();
  }

  /**
   * Runs the step on the current thread. What it throws is a failure, unless the interrupt at its
   * end has caused it.
   */
  public void run(GuardedStep step) {
    IS_ONE.set(true);
    try {
      step.run();
      Interruption.requireNoneLeftBy(doing);
    } catch (Throwable failure) {
      if (!(over.getAsBoolean() && Interruption.caused(failure))) {
        failed.accept(doing, failure);
      }
    } finally {
      IS_ONE.remove();
    }
  }
}
