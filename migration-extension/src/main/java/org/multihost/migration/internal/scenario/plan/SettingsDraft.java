package org.multihost.migration.internal.scenario.plan;

import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.Transport;
import org.multihost.migration.spi.MigrationSettings;
import org.multihost.migration.spi.MigrationSettings.Channels;
import org.multihost.migration.spi.MigrationSettings.Feature;

/** The settings of one migration for the hypervisor, as a test has given them so far. */
final class SettingsDraft {

  private @Nullable Transport transport;
  private OptionalLong maxBandwidth = OptionalLong.empty();
  private Optional<Duration> downtimeLimit = Optional.empty();
  private final Map<String, Boolean> capabilities = new LinkedHashMap<>();
  private final Map<String, Object> parameters = new LinkedHashMap<>();
  private final Set<Feature> features = EnumSet.noneOf(Feature.class);
  private @Nullable Channels channels;

  void transport(@Nullable Transport by) {
    if (by == null) {
      throw new IllegalArgumentException(
          "transport [null]: expected one, such as Transport.tcp(); without the call, [multihost.migration.transport] decides");
    }
    transport = by;
  }

  void maxBandwidth(String bytesPerSecond) {
    maxBandwidth = OptionalLong.of(MigrationLimits.bandwidth(bytesPerSecond));
  }

  void downtimeLimit(Duration limit) {
    downtimeLimit = Optional.of(MigrationLimits.downtime(limit));
  }

  void feature(Feature feature) {
    features.add(feature);
  }

  void channels(Channels by) {
    if (by.count() < 1) {
      throw new IllegalArgumentException("channels [" + by.count() + "]: expected 1 or more");
    }
    channels = by;
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
        parameters,
        new MigrationSettings.Options(features, Optional.ofNullable(channels)));
  }
}
