package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.time.Duration;
import org.apiguardian.api.API;

/**
 * What a command in the guest came to.
 *
 * @param exitCode the exit status, 0 to 255
 * @param output standard output and error together, as written, decoded as UTF-8
 * @param duration from sending the command to its end, as seen from the host
 */
@API(status = EXPERIMENTAL, since = "0.1")
public record CommandResult(int exitCode, String output, Duration duration) {}
