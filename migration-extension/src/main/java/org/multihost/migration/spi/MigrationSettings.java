package org.multihost.migration.spi;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apiguardian.api.API;
import org.multihost.migration.Transport;

/**
 * How one migration is to be done; what is empty is left to the hypervisor.
 *
 * @param transport how the stream goes
 * @param maxBandwidth bytes per second; 0 is unlimited
 * @param downtimeLimit the pause of the guest to aim at
 * @param capabilities the hypervisor's own switches, by its names
 * @param parameters the hypervisor's own parameters, by its names: numbers, booleans, strings
 */
@API(status = EXPERIMENTAL, since = "0.1")
public record MigrationSettings(
    Transport transport,
    OptionalLong maxBandwidth,
    Optional<Duration> downtimeLimit,
    Map<String, Boolean> capabilities,
    Map<String, Object> parameters) {

  /** Over TCP, all else as the hypervisor has it. */
  public static final MigrationSettings DEFAULT =
      new MigrationSettings(
          Transport.tcp(), OptionalLong.empty(), Optional.empty(), Map.of(), Map.of());

  /** Copies the maps. */
  public MigrationSettings {
    capabilities = Map.copyOf(capabilities);
    parameters = Map.copyOf(parameters);
  }

  /** The same, with another transport. */
  public MigrationSettings over(Transport other) {
    return new MigrationSettings(other, maxBandwidth, downtimeLimit, capabilities, parameters);
  }

  /** The same, with these limits. */
  public MigrationSettings limited(long bytesPerSecond, Duration downtime) {
    return new MigrationSettings(
        transport,
        OptionalLong.of(bytesPerSecond),
        Optional.of(downtime),
        capabilities,
        parameters);
  }
}
