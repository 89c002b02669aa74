package org.multihost.migration.internal.wire;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The frames and causes of a throwable from a test's own code. Its methods may be overridden, may
 * throw, and may return a new cause each time, which must not hide the failure.
 */
public final class ThrowableParts {

  /** The longest chain of causes that is searched. */
  private static final int MAX_DEPTH = 32;

  /** The number of causes and suppressed throwables from which a throwable counts as endless. */
  private static final int MAX_PARTS = 10_000;

  private ThrowableParts() {}

  /** Returns {@link Throwable#getStackTrace()}, or no frames if that fails. */
  static StackTraceElement[] frames(Throwable throwable) {
    try {
      return Arrays.stream(throwable.getStackTrace())
          .filter(Objects::nonNull)
          .toArray(StackTraceElement[]::new);
    } catch (RuntimeException | Error noFrames) {
      return new StackTraceElement[0];
    }
  }

  /** Returns {@link Throwable#getCause()}, or null if that fails. */
  public static @Nullable Throwable cause(Throwable throwable) {
    try {
      return throwable.getCause();
    } catch (RuntimeException | Error noCause) {
      return null;
    }
  }

  /** Returns the throwable and its causes, up to a limit. */
  public static Stream<Throwable> chain(@Nullable Throwable throwable) {
    return Stream.iterate(throwable, Objects::nonNull, ThrowableParts::cause).limit(MAX_DEPTH);
  }

  /**
   * Returns a throwable that JUnit can handle: the same one, or, if a method fails that JUnit calls
   * of it, of its causes or of its suppressed throwables, one that prints as the original. JUnit
   * itself would break the run, and the test would have no verdict.
   */
  public static Throwable sound(Throwable throwable) {
    return isSound(throwable) ? throwable : ThrowableRecord.of(throwable).rebuild();
  }

  private static boolean isSound(Throwable throwable) {
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Throwable> left = new ArrayDeque<>(List.of(throwable));
    while (!left.isEmpty() && seen.size() < MAX_PARTS) {
      Throwable each = left.remove();
      if (seen.add(each)) {
        if (!isSoundAlone(each)) {
          return false;
        }
        Stream.ofNullable(each.getCause()).forEach(left::add);
        left.addAll(Arrays.asList(each.getSuppressed()));
      }
    }
    return left.isEmpty();
  }

  @SuppressWarnings("ReturnValueIgnored")
  private static boolean isSoundAlone(Throwable throwable) {
    try {
      throwable.hashCode();
      Throwable cause = throwable.getCause();
      boolean repeats = throwable.getCause() == cause;
      return repeats && Arrays.stream(throwable.getStackTrace()).allMatch(Objects::nonNull);
    } catch (RuntimeException | Error fault) {
      return false;
    }
  }
}
