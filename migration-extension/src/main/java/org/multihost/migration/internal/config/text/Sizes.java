package org.multihost.migration.internal.config.text;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text form of memory and data sizes in settings and messages: a number and a unit. */
public final class Sizes {

  /** The allowed form, for messages. */
  public static final String ALLOWED =
      "a size with a unit (B, KiB, MiB, GiB, kB, MB, GB), such as [256 MiB]";

  private static final Pattern FORM = Pattern.compile("\\s*(\\d{1,12})\\s*([A-Za-z]+)\\s*");
  private static final Map<String, Long> BYTES =
      Map.of(
          "B",
          1L,
          "kB",
          1_000L,
          "MB",
          1_000_000L,
          "GB",
          1_000_000_000L,
          "KiB",
          1L << 10,
          "MiB",
          1L << 20,
          "GiB",
          1L << 30);

  private Sizes() {}

  /**
   * Parses a size such as {@code 256 MiB}; empty if the text has another form or is out of range.
   */
  public static OptionalLong parse(String text) {
    Matcher matcher = FORM.matcher(text);
    Long unit = matcher.matches() ? BYTES.get(matcher.group(2)) : null;
    if (unit == null) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Math.multiplyExact(Long.parseLong(matcher.group(1)), unit));
    } catch (ArithmeticException e) {
      return OptionalLong.empty();
    }
  }

  /** Formats a size in bytes for messages: {@code 12.5 MiB}. */
  public static String format(long bytes) {
    if (bytes < 1 << 10) {
      return bytes + " B";
    }
    double value = bytes / 1024.0;
    String unit = "KiB";
    if (value >= 1024) {
      value /= 1024;
      unit = "MiB";
    }
    if (value >= 1024) {
      value /= 1024;
      unit = "GiB";
    }
    String number = String.format(Locale.ROOT, "%.1f", value);
    return (number.endsWith(".0") ? number.substring(0, number.length() - 2) : number) + " " + unit;
  }
}
