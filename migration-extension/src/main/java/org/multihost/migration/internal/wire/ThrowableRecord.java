package org.multihost.migration.internal.wire;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;
import org.opentest4j.ValueWrapper;

/**
 * A throwable as it is sent to another process: names, texts and stack frames, never an object to
 * deserialise.
 *
 * @param kind its meaning to JUnit, so that a rebuilt one is treated alike
 * @param type the class name
 * @param message the message
 * @param expected the expected value of a failed assertion, as text
 * @param actual the actual value of a failed assertion, as text
 * @param stackTrace the frames, innermost first
 * @param cause the cause
 * @param suppressed the suppressed throwables
 */
public record ThrowableRecord(
    Kind kind,
    String type,
    @Nullable String message,
    @Nullable String expected,
    @Nullable String actual,
    List<Frame> stackTrace,
    @Nullable ThrowableRecord cause,
    List<ThrowableRecord> suppressed) {

  /** A throwable's meaning to JUnit. */
  public enum Kind {
    /** A failed assertion. */
    ASSERTION,
    /** A failed assumption. */
    ABORTED,
    /** Anything else. */
    OTHER
  }

  /** One stack frame. */
  public record Frame(String type, String method, @Nullable String file, int line) {
    /** Refuses missing values: data of another process may be incomplete. */
    public Frame {
      Objects.requireNonNull(type, "type");
      Objects.requireNonNull(method, "method");
    }
  }

  /** Refuses missing values: data of another process may be incomplete. */
  public ThrowableRecord {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(type, "type");
    stackTrace = List.copyOf(stackTrace);
    suppressed = List.copyOf(suppressed);
  }

  /**
   * The depth at which chains of causes are cut: data of a cycle of rebuilt throwables must be
   * finite.
   */
  private static final int MAX_DEPTH = 16;

  /**
   * The number of characters after which texts are cut: a message of megabytes would be sent to
   * every host at every change.
   */
  private static final int MAX_TEXT = 100_000;

  /** Compared by name, because the class is not on every class path. */
  private static final String ASSUMPTION_OF_JUNIT_4 =
      "org.junit.internal.AssumptionViolatedException";

  /** Describes a throwable with its causes and its suppressed throwables. */
  public static ThrowableRecord of(Throwable throwable) {
    return of(throwable, MAX_DEPTH, Collections.newSetFromMap(new IdentityHashMap<>()));
  }

  private static ThrowableRecord of(Throwable throwable, int depth, Set<Throwable> seen) {
    seen.add(throwable);
    Throwable cause = throwable.getCause();
    List<ThrowableRecord> suppressed = new ArrayList<>();
    for (Throwable each : throwable.getSuppressed()) {
      if (depth > 0 && !seen.contains(each)) {
        suppressed.add(of(each, depth - 1, seen));
      }
    }
    ValueWrapper expected = throwable instanceof AssertionFailedError e ? e.getExpected() : null;
    ValueWrapper actual = throwable instanceof AssertionFailedError e ? e.getActual() : null;
    return new ThrowableRecord(
        kind(throwable),
        throwable instanceof RebuiltThrowable rebuilt
            ? rebuilt.originalType()
            : throwable.getClass().getName(),
        message(throwable),
        expected == null ? null : cut(expected.getStringRepresentation()),
        actual == null ? null : cut(actual.getStringRepresentation()),
        frames(throwable),
        cause == null || depth == 0 || seen.contains(cause) ? null : of(cause, depth - 1, seen),
        suppressed);
  }

  private static @Nullable String message(Throwable throwable) {
    String message = ThrowableText.message(throwable);
    return message == null ? null : cut(message);
  }

  /** Cuts a text, because every host keeps a copy of it and the run's state contains it. */
  private static String cut(String text) {
    return text.length() <= MAX_TEXT
        ? text
        : text.substring(0, MAX_TEXT)
            + String.format(Locale.ROOT, "… [%,d of %,d characters]", MAX_TEXT, text.length());
  }

  private static Kind kind(Throwable throwable) {
    if (isAbort(throwable)) {
      return Kind.ABORTED;
    }
    return throwable instanceof AssertionError ? Kind.ASSERTION : Kind.OTHER;
  }

  /** Whether JUnit treats a throwable as a failed assumption: its own, or JUnit 4's. */
  public static boolean isAbort(Throwable throwable) {
    for (Class<?> each = throwable.getClass(); each != null; each = each.getSuperclass()) {
      if (each.getName().equals(ASSUMPTION_OF_JUNIT_4)) {
        return true;
      }
    }
    return throwable instanceof TestAbortedException;
  }

  private static List<Frame> frames(Throwable throwable) {
    List<Frame> frames = new ArrayList<>();
    for (StackTraceElement e : throwable.getStackTrace()) {
      frames.add(
          new Frame(e.getClassName(), e.getMethodName(), e.getFileName(), e.getLineNumber()));
    }
    return frames;
  }

  /**
   * Rebuilds a throwable that prints as the original, and that JUnit and IDEs treat like the
   * original.
   */
  public Throwable rebuild() {
    Throwable rebuilt =
        switch (kind) {
          case ASSERTION -> RebuiltAssertionError.of(this);
          case ABORTED -> new RebuiltAbortedException(this);
          case OTHER -> new RebuiltException(this);
        };
    rebuilt.setStackTrace(
        stackTrace.stream()
            .map(f -> new StackTraceElement(f.type(), f.method(), f.file(), f.line()))
            .toArray(StackTraceElement[]::new));
    if (cause != null) {
      rebuilt.initCause(cause.rebuild());
    }
    suppressed.forEach(each -> rebuilt.addSuppressed(each.rebuild()));
    return rebuilt;
  }

  /** Returns the text of the original, in the form of {@link Throwable#toString()}. */
  @Override
  public String toString() {
    return message == null ? type : type + ": " + message;
  }
}
