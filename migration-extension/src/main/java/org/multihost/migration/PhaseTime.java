package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.time.Duration;
import org.apiguardian.api.API;

/**
 * The time of one phase on one host, without the wait for the other hosts.
 *
 * @param host the host
 * @param phase the phase
 * @param duration by the monotonic clock
 */
@API(status = EXPERIMENTAL, since = "0.1")
public record PhaseTime(String host, MigrationPhase phase, Duration duration) {}
