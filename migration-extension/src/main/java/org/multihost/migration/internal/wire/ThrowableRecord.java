package org.multihost.migration.internal.wire;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

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

  /** Compared by name, because the class is not on every class path. */
  private static final String ASSUMPTION_OF_JUNIT_4 =
      "org.junit.internal.AssumptionViolatedException";

  /** Describes a throwable with its causes and its suppressed throwables, within limits. */
  public static ThrowableRecord of(Throwable throwable) {
    return new ThrowableDescription().of(throwable);
  }

  /** Returns the text that stands for suppressed throwables that are left out. */
  static ThrowableRecord leftOut(int count, int all) {
    String message = String.format(Locale.ROOT, "%,d of %,d suppressed throwables", count, all);
    return new ThrowableRecord(
        Kind.OTHER, "left out", message, null, null, List.of(), null, List.of());
  }

  static Kind kind(Throwable throwable) {
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

  /**
   * Rebuilds a throwable that prints as the original and whose class has the original's name,
   * unless that is one of the JDK's. JUnit and IDEs treat it like the original.
   */
  public Throwable rebuild() {
    Throwable rebuilt =
        switch (kind) {
          case ASSERTION -> RebuiltAssertionError.TYPES.rebuild(this);
          case ABORTED -> RebuiltAbortedException.TYPES.rebuild(this);
          case OTHER -> RebuiltException.TYPES.rebuild(this);
        };
    rebuilt.setStackTrace(elements());
    if (cause != null) {
      rebuilt.initCause(cause.rebuild());
    }
    suppressed.forEach(each -> rebuilt.addSuppressed(each.rebuild()));
    return rebuilt;
  }

  /** Returns the stack trace. */
  public StackTraceElement[] elements() {
    return stackTrace.stream()
        .map(f -> new StackTraceElement(f.type(), f.method(), f.file(), f.line()))
        .toArray(StackTraceElement[]::new);
  }

  /** Returns a copy without cause and suppressed throwables. */
  public ThrowableRecord alone() {
    return new ThrowableRecord(kind, type, message, expected, actual, stackTrace, null, List.of());
  }

  /** Returns the text of the original, in the form of {@link Throwable#toString()}. */
  @Override
  public String toString() {
    return message == null ? type : type + ": " + message;
  }
}
