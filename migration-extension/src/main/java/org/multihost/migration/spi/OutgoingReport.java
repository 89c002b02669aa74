package org.multihost.migration.spi;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apiguardian.api.API;
import org.multihost.migration.MigrationOutcome;

/**
 * How a migration ended as the source saw it.
 *
 * @param outcome how it ended
 * @param totalTime from start to end
 * @param downtime how long the guest was stopped
 * @param setupTime from the start to the first byte of memory
 * @param bytesTransferred what was sent, in bytes
 * @param iterations the passes over the guest's memory
 * @param stopped when the guest stopped, by the hypervisor's event; empty if it was not running, or
 *     never stopped
 * @param error why it did not complete
 */
@API(status = EXPERIMENTAL, since = "0.1")
public record OutgoingReport(
    MigrationOutcome outcome,
    Duration totalTime,
    Duration downtime,
    Duration setupTime,
    long bytesTransferred,
    long iterations,
    Optional<Instant> stopped,
    Optional<String> error) {}
