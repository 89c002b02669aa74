package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.apiguardian.api.API;

/**
 * The result of a migration for one of its VMs, with the figures of {@link MigrationResult}.
 *
 * @param outcome the outcome
 * @param totalTime from start to end
 * @param downtime the time that the guest was stopped, the hypervisor's figure
 * @param pause from the guest's stop on the source to its resume on the destination
 * @param setupTime from the start to the first byte of memory
 * @param bytesTransferred the bytes sent
 * @param iterations the number of passes over the guest's memory
 * @param error the reason why it did not complete, in the hypervisor's words
 * @param source the reports of the source's hypervisor
 * @param destination the reports of the destination's hypervisor
 */
@API(status = EXPERIMENTAL, since = "0.1")
public record VmMigrationResult(
    MigrationOutcome outcome,
    Duration totalTime,
    Optional<Duration> downtime,
    Optional<Duration> pause,
    Optional<Duration> setupTime,
    OptionalLong bytesTransferred,
    OptionalLong iterations,
    Optional<String> error,
    MigrationSide source,
    MigrationSide destination) {}
