package org.multihost.migration.spi;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;

/**
 * Where a destination listens for one machine.
 *
 * @param uri in the driver's own form, such as QEMU's {@code tcp:10.0.0.2:49152}
 */
@API(status = EXPERIMENTAL, since = "0.1")
public record MigrationEndpoint(String uri) {}
