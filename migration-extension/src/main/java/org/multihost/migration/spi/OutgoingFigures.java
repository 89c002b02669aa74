package org.multihost.migration.spi;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.apiguardian.api.API;

/**
 * The figures of a migration that has ended, as the source has them. One that is not known is
 * empty, never zero.
 *
 * @param totalTime from start to end: the hypervisor's figure, else the time that the driver
 *     measured from its command to the event that brought the end
 * @param downtime how long the guest was stopped
 * @param setupTime from the start to the first byte of memory
 * @param bytesTransferred what was sent, in bytes
 * @param iterations the passes over the guest's memory
 */
@API(status = EXPERIMENTAL, since = "0.1")
public record OutgoingFigures(
    Duration totalTime,
    Optional<Duration> downtime,
    Optional<Duration> setupTime,
    OptionalLong bytesTransferred,
    OptionalLong iterations) {

  /** Figures of which only the measured time is known. */
  public static OutgoingFigures onlyTime(Duration measured) {
    return new OutgoingFigures(
        measured, Optional.empty(), Optional.empty(), OptionalLong.empty(), OptionalLong.empty());
  }
}
