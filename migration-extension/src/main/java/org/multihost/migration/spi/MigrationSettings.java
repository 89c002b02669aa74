package org.multihost.migration.spi;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apiguardian.api.API;
import org.multihost.migration.Transport;

/**
 * The settings of one migration; an empty setting is left to the hypervisor.
 *
 * @param transport the transport of the stream
 * @param maxBandwidth in bytes per second; 0 is unlimited
 * @param downtimeLimit the downtime of the guest to aim at
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

  /** The settings for TCP, with the hypervisor's defaults. */
  public static final MigrationSettings DEFAULT =
      new MigrationSettings(
          Transport.tcp(), OptionalLong.empty(), Optional.empty(), Map.of(), Map.of());

  /** Copies the maps. */
  public MigrationSettings {
    capabilities = Map.copyOf(capabilities);
    parameters = Map.copyOf(parameters);
  }

  /** Returns these settings with another transport. */
  public MigrationSettings over(Transport other) {
    return new MigrationSettings(other, maxBandwidth, downtimeLimit, capabilities, parameters);
  }

  /** Returns these settings with one capability more. */
  public MigrationSettings with(String capability) {
    Map<String, Boolean> more = new HashMap<>(capabilities);
    more.put(capability, true);
    return new MigrationSettings(transport, maxBandwidth, downtimeLimit, more, parameters);
  }

  /** Returns these settings with these limits. */
  public MigrationSettings limited(long bytesPerSecond, Duration downtime) {
    return new MigrationSettings(
        transport,
        OptionalLong.of(bytesPerSecond),
        Optional.of(downtime),
        capabilities,
        parameters);
  }
}
