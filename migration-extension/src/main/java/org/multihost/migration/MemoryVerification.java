package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.time.Duration;
import org.apiguardian.api.API;

/**
 * The verification of the memory that a migration has moved: it was the same on both sides.
 *
 * @param bytes the size of the memory that was compared
 * @param cost the time that the guest was stopped for it, which {@link MigrationResult#pause()}
 *     does not have
 */
@API(status = EXPERIMENTAL, since = "0.1")
public record MemoryVerification(long bytes, Duration cost) {}
