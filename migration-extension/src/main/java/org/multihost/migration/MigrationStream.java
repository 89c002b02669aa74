package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.time.Duration;
import org.apiguardian.api.API;

/**
 * The stream of a migration through a proxy on the source ({@link
 * MigrationBuilder#throughProxy()}), for steps that disturb it. Each call replaces the disturbance
 * before it; when the migration ends, the stream is healed. Safe for use by several threads.
 */
@API(status = EXPERIMENTAL, since = "0.1")
public interface MigrationStream {

  /** Breaks every connection, and refuses new ones until the stream is healed. */
  void cut();

  /** Stops all data, and keeps the connections open. */
  void stall();

  /**
   * Limits the stream to an amount per second, in bytes with a unit: {@code 64 KiB}.
   *
   * @throws IllegalArgumentException if the text is not such an amount
   */
  void throttle(String bytesPerSecond);

  /**
   * Delays all data by a duration, in the same order.
   *
   * @throws IllegalArgumentException if the duration is negative
   */
  void delay(Duration by);

  /** Ends the disturbance: all data passes at once. */
  void heal();

  /** The bytes that have passed so far. */
  long bytesPassed();
}
