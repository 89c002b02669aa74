package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.time.Duration;
import org.apiguardian.api.API;

/**
 * The result of a command in the guest.
 *
 * @param exitCode the exit status, 0 to 255
 * @param output standard output and standard error together, as written, decoded as UTF-8
 * @param duration from sending the command to its end, measured on this host; for {@link
 *     BackgroundWork} from its start to its end, by the guest's clock
 */
@API(status = EXPERIMENTAL, since = "0.1")
public record CommandResult(int exitCode, String output, Duration duration) {}
