package org.multihost.migration.spi;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;

/**
 * The description of the source's VM, from which the destination builds its own: text that only the
 * driver interprets. The extension carries it to the destination, whose driver may be of another
 * version.
 *
 * @param text the driver's own format
 */
@API(status = EXPERIMENTAL, since = "0.1")
public record MachineDescription(String text) {}
