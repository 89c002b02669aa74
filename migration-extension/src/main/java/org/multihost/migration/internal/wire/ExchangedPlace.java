package org.multihost.migration.internal.wire;

import org.jspecify.annotations.Nullable;

/**
 * A place in a value that is handed over, in words: {@code element 2 of component [a] of [x]}.
 *
 * @param text the words
 * @param depth the number of structures around it
 */
record ExchangedPlace(String text, int depth) {

  private static final String ALLOWED =
      "strings, booleans, numbers, characters, enums, Duration, Instant, Optional, lists, maps with string keys, records of these, and null";

  /** Creates the place of the whole value. */
  ExchangedPlace(String name) {
    this("[" + name + "]", 0);
  }

  ExchangedPlace inside(String part) {
    return new ExchangedPlace(part + " of " + text, depth + 1);
  }

  IllegalArgumentException refused(@Nullable Object value) {
    return new IllegalArgumentException(
        "Cannot hand over a value: %s has type [%s]; allowed: %s"
            .formatted(text, value == null ? "null" : value.getClass().getTypeName(), ALLOWED));
  }

  @Override
  public String toString() {
    return text;
  }
}
