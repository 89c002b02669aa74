package org.multihost.migration.internal.scenario;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a test ended on this host: the first throwable, with everything later suppressed by it. */
public final class Verdict {

  private final @Nullable Throwable before;
  private @Nullable Throwable first;

  private Verdict(@Nullable Throwable before) {
    this.before = before;
    this.first = before;
  }

  /** Begins with what the test threw. */
  public static Verdict of(Optional<Throwable> thrown) {
    return new Verdict(thrown.orElse(null));
  }

  /** Does a step of the end, whatever came before. */
  public void add(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | Error e) {
      if (first == null) {
        first = e;
      } else if (!isEcho(first, e)) {
        first.addSuppressed(e);
      }
    }
  }

  /** The same failure, of another host's perhaps, heard once more. */
  private static boolean isEcho(Throwable first, Throwable later) {
    return first == later
        || later.getCause() != null && later.getCause() == first.getCause()
        || first.getClass() == later.getClass()
            && Objects.equals(first.getMessage(), later.getMessage());
  }

  /** Adds an explanation to the first throwable, if there is one. */
  public void explain(Throwable explanation) {
    if (first != null) {
      first.addSuppressed(explanation);
    }
  }

  /** Throws the first throwable, unless the test itself threw it. */
  public void throwIfNew() {
    if (first != null && first != before) {
      throw Sneaky.rethrow(first);
    }
  }
}
