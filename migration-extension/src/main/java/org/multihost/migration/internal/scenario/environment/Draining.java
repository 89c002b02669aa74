package org.multihost.migration.internal.scenario.environment;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The end of several things, all of which are ended even if some of them fail. */
public final class Draining {

  private Draining() {}

  /**
   * Ends all things, one after the other. Throws the first failure when all have been ended; the
   * others are suppressed by it.
   *
   * @param next supplies the next thing; {@code null} when there is none left
   */
  public static <T> void all(Supplier<? extends @Nullable T> next, Consumer<T> end) {
    RuntimeException first = null;
    for (T each = next.get(); each != null; each = next.get()) {
      try {
        end.accept(each);
      } catch (RuntimeException failure) {
        if (first == null) {
          first = failure;
        } else {
          first.addSuppressed(failure);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
