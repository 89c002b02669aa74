package org.multihost.migration.spi;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.apiguardian.api.API;

/**
 * How one migration is to be done; what is empty is left to the hypervisor.
 *
 * @param maxBandwidth bytes per second; 0 is unlimited
 * @param downtimeLimit the pause of the guest to aim at
 */
@API(status = EXPERIMENTAL, since = "0.1")
public record MigrationSettings(OptionalLong maxBandwidth, Optional<Duration> downtimeLimit) {}
