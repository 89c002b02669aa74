package org.multihost.migration.qemu.process;

import static org.apiguardian.api.API.Status.INTERNAL;

import java.time.Duration;
import java.util.Locale;
import org.apiguardian.api.API;

/**
 * A duration as text for messages: {@code 17 ms}, {@code 2.35 s}, {@code 90 s}, {@code 5 min},
 * {@code 1 h}; the form in which the extension writes durations.
 */
@API(status = INTERNAL)
public final class DurationText {

  private static final long SECOND = 1_000;
  private static final long MINUTE = 60_000;
  private static final long HOUR = 3_600_000;

  private DurationText() {}

  /** Returns the text, with a precision of milliseconds below a second, of 10 ms above. */
  public static String of(Duration duration) {
    long millis = duration.toMillis();
    if (millis < SECOND) {
      return millis + " ms";
    }
    if (millis % HOUR == 0) {
      return millis / HOUR + " h";
    }
    if (millis >= 2 * MINUTE && millis % MINUTE == 0) {
      return millis / MINUTE + " min";
    }
    return millis % SECOND == 0
        ? millis / SECOND + " s"
        : String.format(Locale.ROOT, "%.2f s", millis / (double) SECOND);
  }
}
