package org.multihost.migration.internal.scenario.failure;

import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.MultihostException;
import org.multihost.migration.internal.scenario.environment.SneakyThrow;
import org.multihost.migration.internal.wire.ThrowableParts;
import org.multihost.migration.internal.wire.ThrowableRecord;
import org.multihost.migration.internal.wire.ThrowableText;

/**
 * The end of a test on this host: the throwable that prevails, with every other one suppressed by
 * it. A failure prevails over an abort; otherwise the first one prevails.
 */
public final class Verdict {

  private final @Nullable Throwable before;
  private @Nullable Throwable end;

  private Verdict(@Nullable Throwable before) {
    this.before = before;
    this.end = before;
  }

  /** Creates a verdict that begins with the throwable of the test. */
  public static Verdict of(Optional<Throwable> thrown) {
    return new Verdict(thrown.orElse(null));
  }

  /** Runs a step of the test's end, whatever was thrown before. */
  public void add(GuardedStep step) {
    try {
      step.run();
    } catch (Throwable thrown) {
      end = end == null ? thrown : prevailing(end, thrown);
    }
  }

  /**
   * Returns the throwable that prevails, with the other one suppressed by it unless that is an
   * echo.
   */
  public static Throwable prevailing(Throwable first, Throwable later) {
    boolean overruled = isAbort(first) && !isAbort(later);
    Throwable end = overruled ? later : first;
    Throwable other = overruled ? first : later;
    if (!isEcho(end, other)) {
      suppress(end, other);
    }
    return end;
  }

  /** Returns the reason why a failure counts that the test's own code has caught. */
  static MultihostException caught() {
    return new MultihostException(
        "The test's own code has caught this failure, which counts nevertheless: it had failed the test on all hosts by then. Require the outcome of a migration with expect(…); catch an exception inside of the step that throws it");
  }

  /** Returns the reason why a failure counts although that of the test's method is excused. */
  static MultihostException ofAnotherThread() {
    return new MultihostException(
        "Another extension has turned the failure of the test's method into an abort on this host. This failure counts nevertheless: it happened on another thread, and the method has not thrown it. Let the method wait for its threads, and throw what they throw");
  }

  /** Adds what a throwable suppresses, once. */
  static void suppress(Throwable end, Throwable other) {
    if (Stream.of(end.getSuppressed()).noneMatch(each -> each == other)) {
      end.addSuppressed(other);
    }
  }

  /** Returns whether JUnit takes the throwable for an abort. */
  public static boolean isAbort(Throwable thrown) {
    return ThrowableRecord.isAbort(thrown);
  }

  /** Returns whether one of the causes is that failure, possibly another copy of it. */
  static boolean isEchoed(Throwable failure, @Nullable Throwable causes) {
    return ThrowableParts.chain(causes).anyMatch(each -> isEcho(failure, each));
  }

  /** Returns whether both are the same failure, possibly another host's, received twice. */
  private static boolean isEcho(Throwable first, Throwable later) {
    Throwable cause = ThrowableParts.cause(later);
    return first == later
        || cause != null && cause == ThrowableParts.cause(first)
        || first.getClass() == later.getClass()
            && Objects.equals(ThrowableText.message(first), ThrowableText.message(later));
  }

  /** Adds an explanation to the throwable that prevails, if there is one. */
  public void explain(Throwable explanation) {
    if (end != null) {
      end.addSuppressed(explanation);
    }
  }

  /** Returns the throwable that prevails; empty if there is none. */
  public Optional<Throwable> end() {
    return Optional.ofNullable(end);
  }

  /** Returns whether the end is neither a success nor an abort. */
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
