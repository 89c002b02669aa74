package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.apiguardian.api.API;

/**
 * The result of a migration for one of its VMs; the figures are those of {@link MigrationResult}.
 *
 * @param outcome how it ended
 * @param totalTime from start to end
 * @param downtime how long the guest was stopped, as the hypervisor says
 * @param pause from the guest's stop on the source to its going on at the destination
 * @param setupTime from the start to the first byte of memory
 * @param bytesTransferred what was sent, in bytes
 * @param iterations the passes over the guest's memory
 * @param error why it did not complete, in the hypervisor's words
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
    Optional<String> error) {}
