package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.time.Duration;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * What a migration came to for one of its machines; the figures are those of {@link
 * MigrationResult}.
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
    Duration downtime,
    Duration pause,
    Duration setupTime,
    long bytesTransferred,
    long iterations,
    Optional<String> error) {}
