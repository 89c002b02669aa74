package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.time.Duration;
import org.apiguardian.api.API;

/**
 * The stream of a migration that passes through a proxy on the source ({@link
 * MigrationBuilder#throughProxy()}), to be disturbed by a step. Each call replaces the disturbance
 * before it; at the end of the migration all is healed. Safe for use by several threads.
 */
@API(status = EXPERIMENTAL, since = "0.1")
public interface MigrationStream {

  /** Breaks every connection, and refuses new ones until healed. */
  void cut();

  /** Lets nothing through, and keeps the connections. */
  void stall();

  /**
   * Lets so much through in a second, in bytes with a unit: {@code 64 KiB}.
   *
   * @throws IllegalArgumentException if it is no such amount
   */
  void throttle(String bytesPerSecond);

  /** Lets everything through, so much later, in the same order. */
  void delay(Duration by);

  /** Lets everything through as it comes. */
  void heal();

  /** What has passed so far, in bytes. */
  long bytesPassed();
}
