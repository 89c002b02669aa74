package org.multihost.migration.internal.scenario.failure;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.internal.scenario.environment.SneakyThrow;
import org.multihost.migration.internal.wire.ThrowableRecord;
import org.multihost.migration.internal.wire.ThrowableText;

/**
 * The end of a test on this host: the throwable that prevails, with every other one suppressed by
 * it. A failure prevails over an abort; otherwise the first one does.
 */
public final class Verdict {

  private final @Nullable Throwable before;
  private @Nullable Throwable end;

  private Verdict(@Nullable Throwable before) {
    this.before = before;
    this.end = before;
  }

  /** Begins with what the test threw. */
  public static Verdict of(Optional<Throwable> thrown) {
    return new Verdict(thrown.orElse(null));
  }

  /** Does a step of the end, whatever came before. */
  public void add(GuardedStep step) {
    try {
      step.run();
    } catch (Throwable thrown) {
      end = end == null ? thrown : prevailing(end, thrown);
    }
  }

  /** The throwable that prevails, with the other one suppressed by it unless it is an echo. */
  public static Throwable prevailing(Throwable first, Throwable later) {
    boolean overruled = isAbort(first) && !isAbort(later);
    Throwable end = overruled ? later : first;
    Throwable other = overruled ? first : later;
    if (!isEcho(end, other)) {
      end.addSuppressed(other);
    }
    return end;
  }

  /** Whether JUnit takes it for an abort. */
  public static boolean isAbort(Throwable thrown) {
    return ThrowableRecord.isAbort(thrown);
  }

  /** The same failure, of another host's perhaps, heard once more. */
  private static boolean isEcho(Throwable first, Throwable later) {
    return first == later
        || later.getCause() != null && later.getCause() == first.getCause()
        || first.getClass() == later.getClass()
            && Objects.equals(ThrowableText.message(first), ThrowableText.message(later));
  }

  /** Adds an explanation to the throwable, if there is one. */
  public void explain(Throwable explanation) {
    if (end != null) {
      end.addSuppressed(explanation);
    }
  }

  /** The throwable that prevails; empty while all is well. */
  public Optional<Throwable> end() {
    return Optional.ofNullable(end);
  }

  /** Whether it is neither a success nor an abort. */
  public boolean isFailure() {
    return end != null && !isAbort(end);
  }

  /** Throws the throwable that prevails, unless the test itself threw it. */
  public void throwIfNew() {
    if (end != null && end != before) {
      throw SneakyThrow.rethrow(end);
    }
  }
}
