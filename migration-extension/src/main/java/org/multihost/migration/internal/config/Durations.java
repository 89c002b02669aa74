package org.multihost.migration.internal.config;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as they are written in settings and messages: a number and a unit. */
public final class Durations {

  /** What is allowed, for messages. */
  public static final String ALLOWED =
      "a duration with a unit (ms, s, min, h), such as [90 s] or [5 min], of a year at most";

  private static final Pattern FORM =
      Pattern.compile("\\s*(\\d{1,9}(?:\\.\\d{1,3})?)\\s*([a-z]+)\\s*");

  /** Sums and multiples of several must still fit into a number of nanoseconds. */
  private static final long LONGEST_MILLIS = Duration.ofDays(366).toMillis();

  private static final Map<String, Long> MILLIS =
      Map.of("ms", 1L, "s", 1_000L, "min", 60_000L, "h", 3_600_000L);

  private Durations() {}

  /** Reads {@code 90 s}; empty if the text has another form, is zero, or too long. */
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
   * Writes a duration as a person would: {@code 17 ms}, {@code 2.35 s}, {@code 5 min}, {@code 1 h}.
   */
  public static String format(Duration duration) {
    long millis = duration.toMillis();
    if (millis < 1_000) {
      return millis + " ms";
    }
    if (millis % 3_600_000 == 0) {
      return millis / 3_600_000 + " h";
    }
    if (millis % 60_000 == 0) {
      return millis / 60_000 + " min";
    }
    return millis % 1_000 == 0
        ? millis / 1_000 + " s"
        : String.format(Locale.ROOT, "%.2f s", millis / 1_000.0);
  }
}
