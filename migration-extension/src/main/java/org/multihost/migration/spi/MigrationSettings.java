package org.multihost.migration.spi;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apiguardian.api.API;
import org.multihost.migration.Compression;
import org.multihost.migration.Transport;

/**
 * The settings of one migration; an empty setting is left to the hypervisor.
 *
 * @param transport the transport of the stream
 * @param maxBandwidth in bytes per second; 0 is unlimited
 * @param downtimeLimit the downtime of the guest to aim at
 * @param capabilities the hypervisor's own switches, by its names
 * @param parameters the hypervisor's own parameters, by its names: numbers, booleans, strings
 * @param options the options that every driver knows by the same name
 */
@API(status = EXPERIMENTAL, since = "0.1")
public record MigrationSettings(
    Transport transport,
    OptionalLong maxBandwidth,
    Optional<Duration> downtimeLimit,
    Map<String, Boolean> capabilities,
    Map<String, Object> parameters,
    Options options) {

  /** A feature of a migration that a test switches on. */
  public enum Feature {
    /** The guest can continue at the destination before all of its memory is there. */
    POSTCOPY,
    /** A page that the guest waits for in a postcopy overtakes the others. */
    POSTCOPY_PREEMPT,
    /** The guest is slowed down until its memory can be sent. */
    AUTO_CONVERGE,
    /** Of a page that was sent before, only what has changed is sent. */
    XBZRLE,
    /** The migration waits for a command when the guest has stopped. */
    PAUSE_BEFORE_SWITCHOVER
  }

  /**
   * The channels that send pages in parallel.
   *
   * @param compression of the pages; empty if it is left to the hypervisor
   */
  public record Channels(int count, Optional<Compression> compression) {}

  /**
   * The typed options of a migration. A driver whose hypervisor lacks one throws a {@link
   * org.multihost.migration.VirtualMachineException} that names it.
   *
   * @param channels empty for one connection
   */
  public record Options(Set<Feature> features, Optional<Channels> channels) {

    /** No options. */
    public static final Options NONE = new Options(Set.of(), Optional.empty());

    /** Copies the set. */
    public Options {
      features = Set.copyOf(features);
    }
  }

  /** Creates settings without typed options. */
  public MigrationSettings(
      Transport transport,
      OptionalLong maxBandwidth,
      Optional<Duration> downtimeLimit,
      Map<String, Boolean> capabilities,
      Map<String, Object> parameters) {
    this(transport, maxBandwidth, downtimeLimit, capabilities, parameters, Options.NONE);
  }

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
    return new MigrationSettings(
        other, maxBandwidth, downtimeLimit, capabilities, parameters, options);
  }

  /** Returns these settings with one capability more. */
  public MigrationSettings with(String capability) {
    Map<String, Boolean> more = new HashMap<>(capabilities);
    more.put(capability, true);
    return new MigrationSettings(transport, maxBandwidth, downtimeLimit, more, parameters, options);
  }

  /** Returns these settings with these limits. */
  public MigrationSettings limited(long bytesPerSecond, Duration downtime) {
    return new MigrationSettings(
        transport,
        OptionalLong.of(bytesPerSecond),
        Optional.of(downtime),
        capabilities,
        parameters,
        options);
  }

  /** Returns these settings with that feature. */
  public MigrationSettings with(Feature feature) {
    Set<Feature> more = new HashSet<>(options.features());
    more.add(feature);
    return with(new Options(more, options.channels()));
  }

  /** Returns these settings with these typed options. */
  public MigrationSettings with(Options others) {
    return new MigrationSettings(
        transport, maxBandwidth, downtimeLimit, capabilities, parameters, others);
  }

  /**
   * Returns these settings with the hypervisor's own names of the typed options, and no typed ones.
   * What the test has set by the hypervisor's names prevails.
   */
  public MigrationSettings named(
      Map<String, Boolean> capabilitiesOfOptions, Map<String, Object> parametersOfOptions) {
    Map<String, Boolean> allCapabilities = new HashMap<>(capabilitiesOfOptions);
    allCapabilities.putAll(capabilities);
    Map<String, Object> allParameters = new HashMap<>(parametersOfOptions);
    allParameters.putAll(parameters);
    return new MigrationSettings(
        transport, maxBandwidth, downtimeLimit, allCapabilities, allParameters, Options.NONE);
  }
}
