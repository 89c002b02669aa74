package org.multihost.migration.internal.scenario.plan;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.Transport;
import org.multihost.migration.internal.config.text.Sizes;
import org.multihost.migration.spi.MigrationSettings;

/** The settings of one migration for the hypervisor, as a test has given them so far. */
final class SettingsDraft {

  private @Nullable Transport transport;
  private OptionalLong maxBandwidth = OptionalLong.empty();
  private Optional<Duration> downtimeLimit = Optional.empty();
  private final Map<String, Boolean> capabilities = new LinkedHashMap<>();
  private final Map<String, Object> parameters = new LinkedHashMap<>();

  void transport(@Nullable Transport by) {
    if (by == null) {
      throw new IllegalArgumentException(
          "transport [null]: expected one, such as Transport.tcp(); without the call, [multihost.migration.transport] decides");
    }
    transport = by;
  }

  void maxBandwidth(String bytesPerSecond) {
    OptionalLong bytes =
        bytesPerSecond.strip().equals("0") ? OptionalLong.of(0) : Sizes.parse(bytesPerSecond);
    if (bytes.isEmpty()) {
      throw new IllegalArgumentException(
          "maxBandwidth [%s]: expected 0 (unlimited) or %s"
              .formatted(bytesPerSecond, Sizes.ALLOWED));
    }
    maxBandwidth = bytes;
  }

  void downtimeLimit(Duration limit) {
    if (limit.toMillis() < 1) {
      throw new IllegalArgumentException("downtimeLimit [" + limit + "]: expected at least 1 ms");
    }
    downtimeLimit = Optional.of(limit);
  }

  void capability(String name, boolean on) {
    capabilities.put(name, on);
  }

  void parameter(String name, Object value) {
    parameters.put(name, MigrationPlanBuilder.verifiedParameter(name, value));
  }

  /**
   * Returns the settings.
   *
   * @param usual the transport if the test has named none
   */
  MigrationSettings settings(Transport usual) {
    return new MigrationSettings(
        transport == null ? usual : transport,
        maxBandwidth,
        downtimeLimit,
        capabilities,
        parameters);
  }
}
