package org.multihost.migration.spi;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.apiguardian.api.API;
import org.multihost.migration.spi.text.PortRange;

/**
 * The settings of a process that runs no tests, such as a command-line tool of a driver: those of
 * system properties and environment variables, and the defaults.
 *
 * @param port the coordinator's port on the first host
 * @param migrationPorts the ports that this host listens on for migrations
 * @param reportDirectory the directory of logs and reports; absolute
 * @param disksDirectory the directory of disk clones; absolute
 * @param ofDriver finds a setting of a driver by its key; one of this host alone prevails
 */
@API(status = EXPERIMENTAL, since = "0.1")
public record ProcessSettings(
    int port,
    PortRange migrationPorts,
    Path reportDirectory,
    Path disksDirectory,
    Function<String, Optional<DriverContext.Setting>> ofDriver) {}
