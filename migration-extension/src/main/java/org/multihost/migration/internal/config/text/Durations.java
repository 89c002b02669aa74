package org.multihost.migration.internal.config.text;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text form of durations in settings and messages: a number and a unit. */
public final class Durations {

  /** The allowed form, for messages. */
  public static final String ALLOWED =
      "a duration with a unit (ms, s, min, h), such as [90 s] or [5 min], of a year at most";

  private static final Pattern FORM =
      Pattern.compile("\\s*(\\d{1,9}(?:\\.\\d{1,3})?)\\s*([a-z]+)\\s*");

  /** Keeps sums and multiples of several durations within the range of a long in nanoseconds. */
  private static final long LONGEST_MILLIS = Duration.ofDays(366).toMillis();

  private static final Map<String, Long> MILLIS =
      Map.of("ms", 1L, "s", 1_000L, "min", 60_000L, "h", 3_600_000L);

  private Durations() {}

  /**
   * Parses a duration such as {@code 90 s}; empty if the text has another form, is zero, or is
   * longer than 366 days.
   */
  public static Optional<Duration> parse(String text) {
    Matcher matcher = FORM.matcher(text.toLowerCase(Locale.ROOT));
    Long unit = matcher.matches() ? MILLIS.get(matcher.group(2)) : null;
    if (unit == null) {
      return Optional.empty();
    }
    long millis = Math.round(Double.parseDouble(matcher.group(1)) * unit);
    return millis == 0 || millis > LONGEST_MILLIS
        ? Optional.empty()
        : Optional.of(Duration.ofMillis(millis));
  }

  /**
   * Formats a duration for messages: {@code 17 ms}, {@code 2.35 s}, {@code 90 s}, {@code 5 min},
   * {@code 1 h}.
   */
  public static String format(Duration duration) {
    long millis = duration.toMillis();
    if (millis < 1_000) {
      return millis + " ms";
    }
    if (millis % 3_600_000 == 0) {
      return millis / 3_600_000 + " h";
    }
    if (millis >= 120_000 && millis % 60_000 == 0) {
      return millis / 60_000 + " min";
    }
    return millis % 1_000 == 0
        ? millis / 1_000 + " s"
        : String.format(Locale.ROOT, "%.2f s", millis / 1_000.0);
  }
}
