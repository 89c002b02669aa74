package org.multihost.migration.internal.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.ValueWrapper;

/**
 * A description of one throwable, its causes and its suppressed throwables, with limits for all of
 * them together: every host keeps a copy of a failure, and the run's state, which every change
 * sends to every host, contains it. What is cut says so.
 */
final class ThrowableDescription {

  /** The depth at which chains are cut: the data of a cycle of rebuilt throwables must end. */
  private static final int MAX_DEPTH = 16;

  /** The length that every text may have; a longer one may take half of what is left. */
  private static final int ALWAYS = 500;

  private int charactersLeft = 200_000;
  private int framesLeft = 5_000;
  private int throwablesLeft = 100;
  private final Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  ThrowableRecord of(Throwable throwable) {
    return of(throwable, MAX_DEPTH);
  }

  private ThrowableRecord of(Throwable throwable, int depth) {
    seen.add(throwable);
    throwablesLeft--;
    ValueWrapper expected = throwable instanceof AssertionFailedError e ? e.getExpected() : null;
    ValueWrapper actual = throwable instanceof AssertionFailedError e ? e.getActual() : null;
    Throwable cause = ThrowableParts.cause(throwable);
    return new ThrowableRecord(
        ThrowableRecord.kind(throwable),
        throwable instanceof RebuiltThrowable rebuilt
            ? rebuilt.originalType()
            : throwable.getClass().getName(),
        cut(ThrowableText.message(throwable)),
        expected == null ? null : cut(expected.getStringRepresentation()),
        actual == null ? null : cut(actual.getStringRepresentation()),
        frames(throwable),
        cause == null || depth == 0 || seen.contains(cause) ? null : of(cause, depth - 1),
        depth == 0 ? List.of() : suppressed(throwable.getSuppressed(), depth - 1));
  }

  private List<ThrowableRecord> suppressed(Throwable[] all, int depth) {
    List<ThrowableRecord> described = new ArrayList<>();
    for (int i = 0; i < all.length; i++) {
      if (throwablesLeft <= 0) {
        described.add(ThrowableRecord.leftOut(all.length - i, all.length));
        break;
      }
      if (!seen.contains(all[i])) {
        described.add(of(all[i], depth));
      }
    }
    return described;
  }

  private @Nullable String cut(@Nullable String text) {
    if (text == null) {
      return null;
    }
    int length = Math.min(text.length(), Math.max(ALWAYS, charactersLeft / 2));
    charactersLeft -= length;
    return length == text.length()
        ? text
        : text.substring(0, length)
            + String.format(Locale.ROOT, "… [%,d of %,d characters]", length, text.length());
  }

  private List<ThrowableRecord.Frame> frames(Throwable throwable) {
    StackTraceElement[] all = ThrowableParts.frames(throwable);
    int count = Math.min(all.length, framesLeft);
    framesLeft -= count;
    return Arrays.stream(all, 0, count)
        .map(
            e ->
                new ThrowableRecord.Frame(
                    e.getClassName(), e.getMethodName(), e.getFileName(), e.getLineNumber()))
        .toList();
  }
}
