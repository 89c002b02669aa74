package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.time.Duration;
import org.apiguardian.api.API;

/**
 * A pass over the guest's memory, as far as samples show it.
 *
 * @param number from 1
 * @param duration from its first report to that of the next pass, or to the last sample
 * @param bytes the bytes sent meanwhile
 */
@API(status = EXPERIMENTAL, since = "0.1")
public record MigrationPass(long number, Duration duration, long bytes) {}
