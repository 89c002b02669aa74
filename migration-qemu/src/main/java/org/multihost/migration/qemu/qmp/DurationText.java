package org.multihost.migration.qemu.qmp;

import java.time.Duration;

/** A duration as text for messages: {@code 30 s}, {@code 250 ms}. */
final class DurationText {

  private static final int MILLIS_PER_SECOND = 1_000;

  private DurationText() {}

  public static String of(Duration duration) {
    long millis = duration.toMillis();
    return millis % MILLIS_PER_SECOND == 0 ? millis / MILLIS_PER_SECOND + " s" : millis + " ms";
  }
}
