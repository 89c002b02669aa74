package org.multihost.migration.internal.scenario.plan;

import java.time.Duration;
import java.util.OptionalLong;
import org.multihost.migration.internal.config.text.Sizes;

/** The limits of a migration, verified. */
public final class MigrationLimits {

  private MigrationLimits() {}

  /** Returns the bytes per second; 0 is unlimited. */
  public static long bandwidth(String bytesPerSecond) {
    OptionalLong bytes =
        bytesPerSecond.strip().equals("0") ? OptionalLong.of(0) : Sizes.parse(bytesPerSecond);
    return bytes.orElseThrow(
        () ->
            new IllegalArgumentException(
                "maxBandwidth [%s]: expected 0 (unlimited) or %s"
                    .formatted(bytesPerSecond, Sizes.ALLOWED)));
  }

  /** Returns the limit, in whole milliseconds. */
  public static Duration downtime(Duration limit) {
    if (limit.toMillis() < 1) {
      throw new IllegalArgumentException("downtimeLimit [" + limit + "]: expected at least 1 ms");
    }
    return limit;
  }
}
