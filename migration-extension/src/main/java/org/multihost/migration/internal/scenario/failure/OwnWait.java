package org.multihost.migration.internal.scenario.failure;

import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * A wait of the test's own code for other hosts. The coordinator knows each failure of such a wait
 * but an interrupt, which is a failure of this host unless this extension has caused it.
 *
 * @param doing what the wait is for, for the other hosts' messages
 * @param unwinds reports a failure that is about to be thrown to the test's own code
 */
public record OwnWait(String doing, BiConsumer<String, Throwable> unwinds) {

  /** Waits. */
  public <T> T run(Supplier<T> wait) {
    try {
      return wait.get();
    } catch (RuntimeException failure) {
      if (Interruption.caused(failure) && !StepThread.isCurrent() && !Guarded.isCurrentCut()) {
        unwinds.accept(doing, failure);
      }
      throw failure;
    }
  }
}
