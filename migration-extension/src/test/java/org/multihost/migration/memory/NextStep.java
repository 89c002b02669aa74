package org.multihost.migration.memory;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The next step of a migration, which waits for its time, and while something holds it. For the
 * clock's thread.
 */
final class NextStep {

  private final MemoryClock clock;
  private final BooleanSupplier held;
  private MemoryClock.Timer timer = () -> {};
  private @Nullable Runnable waiting;
  private boolean over;

  NextStep(MemoryClock clock, BooleanSupplier held) {
    this.clock = clock;
    this.held = held;
  }

  /** It is that one, so much later. */
  void in(Duration time, Runnable step) {
    timer.cancel();
    if (!over) {
      timer = clock.after(time, () -> unlessHeld(step));
    }
  }

  private void unlessHeld(Runnable step) {
    if (over) {
      return;
    }
    if (held.getAsBoolean()) {
      waiting = step;
    } else {
      step.run();
    }
  }

  boolean isHeld() {
    return waiting != null;
  }

  /** What held it may hold it no longer. */
  void wake() {
    Runnable step = waiting;
    waiting = null;
    if (step != null) {
      unlessHeld(step);
    }
  }

  /** There is none any more. */
  void end() {
    over = true;
    timer.cancel();
  }
}
