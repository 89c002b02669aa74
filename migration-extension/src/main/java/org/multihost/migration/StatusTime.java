package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.time.Instant;
import org.apiguardian.api.API;

/**
 * A status of a migration on one host, and the time when that host received its report.
 *
 * @param host the name of the host
 * @param status the hypervisor's word for the status
 * @param time by the clock of that host
 */
@API(status = EXPERIMENTAL, since = "0.1")
public record StatusTime(String host, String status, Instant time) {}
