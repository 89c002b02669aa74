package org.multihost.migration.spi;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.apiguardian.api.API;
import org.multihost.migration.HypervisorFigures;

/**
 * The figures of a migration that has ended, from the source. An unknown figure is empty, never
 * zero.
 *
 * @param totalTime from start to end: the hypervisor's figure, else the time that the driver
 *     measured from its command to the event that reported the end
 * @param downtime the time that the guest was stopped
 * @param setupTime from the start to the first byte of memory
 * @param bytesTransferred the bytes sent
 * @param iterations the number of passes over the guest's memory
 * @param reported all figures that the hypervisor has reported
 */
@API(status = EXPERIMENTAL, since = "0.1")
public record OutgoingFigures(
    Duration totalTime,
    Optional<Duration> downtime,
    Optional<Duration> setupTime,
    OptionalLong bytesTransferred,
    OptionalLong iterations,
    HypervisorFigures reported) {

  /** Creates the figures of a hypervisor that reports no others. */
  public OutgoingFigures(
      Duration totalTime,
      Optional<Duration> downtime,
      Optional<Duration> setupTime,
      OptionalLong bytesTransferred,
      OptionalLong iterations) {
    this(totalTime, downtime, setupTime, bytesTransferred, iterations, HypervisorFigures.NONE);
  }

  /** Returns figures of which only the measured time is known. */
  public static OutgoingFigures onlyTime(Duration measured) {
    return new OutgoingFigures(
        measured, Optional.empty(), Optional.empty(), OptionalLong.empty(), OptionalLong.empty());
  }
}
