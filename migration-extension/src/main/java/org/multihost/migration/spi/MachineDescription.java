package org.multihost.migration.spi;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;

/**
 * What the destination must know of the source's machine to build its own: text that only the
 * driver understands.
 *
 * @param text the driver's own format
 */
@API(status = EXPERIMENTAL, since = "0.1")
public record MachineDescription(String text) {}
