package org.multihost.migration.internal.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.Transport;
import org.multihost.migration.spi.PortRange;

/**
 * The settings of a run, read and validated when the object is created; settings of VMs, SSH access
 * and drivers are validated where they are used. Immutable.
 */
public final class Settings {

  /** The result of a class that names a host which {@code multihost.hosts} does not contain. */
  public enum MissingHosts {
    /** The class fails. */
    FAIL,
    /** The class is skipped on every host. */
    SKIP
  }

  /** A way of starting the hosts. */
  enum Launch {
    LOCAL
  }

  private final SettingSource source;
  private final Optional<String> host;
  private final Optional<HostTable> hosts;
  private final int port;
  private final Optional<String> secret;
  private final Optional<String> migrationAddress;
  private final PortRange migrationPorts;
  private final Transport transport;
  private final Map<String, Integer> debug;
  private final MissingHosts missingHosts;
  private final Path reportDirectory;
  private final Duration progressInterval;
  private final Duration momentInterval;
  private final List<String> workerArguments;
  private final Timeouts timeouts;
  private final DiskSettings disks;

  private Settings(SettingSource source) {
    this.source = source;
    SettingNames.verify(source);
    RunSettings.LAUNCH.read(this);
    port = RunSettings.PORT.read(this);
    hosts = RunSettings.HOSTS.read(this).map(s -> HostTable.parse(s, port));
    host = RunSettings.HOST.read(this).map(this::knownHost);
    secret = RunSettings.SECRET.read(this);
    migrationAddress = RunSettings.MIGRATION_ADDRESS.read(this);
    migrationPorts = RunSettings.MIGRATION_PORTS.read(this);
    transport = Transports.read(this);
    debug = RunSettings.DEBUG.read(this);
    missingHosts = RunSettings.MISSING_HOSTS.read(this);
    reportDirectory =
        RunSettings.REPORT_DIR
            .read(this)
            .orElseGet(Settings::defaultReportDirectory)
            .toAbsolutePath();
    progressInterval = RunSettings.PROGRESS_INTERVAL.read(this);
    momentInterval = RunSettings.PROGRESS_MOMENT_INTERVAL.read(this);
    workerArguments = RunSettings.WORKER_JVM_ARGUMENTS.read(this);
    timeouts = Timeouts.read(this);
    disks = DiskSettings.read(this);
  }

  /**
   * Reads and validates the settings.
   *
   * @throws MultihostConfigurationException if one is wrong or unknown
   */
  public static Settings read(SettingSource source) {
    return new Settings(source);
  }

  /**
   * Returns a copy in which the given settings override all others.
   *
   * @throws MultihostConfigurationException if one is wrong or unknown
   */
  public Settings with(Map<String, String> overrides, String origin) {
    return new Settings(source.under(overrides, origin));
  }

  private String knownHost(Setting setting) {
    HostTable table =
        hosts.orElseThrow(
            () ->
                new MultihostConfigurationException(
                    "Setting [multihost.host] is [%s] (from %s) but [multihost.hosts] is not set; set it to %s, the same on every host"
                        .formatted(setting.value(), setting.origin(), HostTable.ALLOWED)));
    if (!table.names().contains(setting.value())) {
      throw setting.refuse("one of the hosts in [multihost.hosts]: " + table.names());
    }
    return setting.value();
  }

  private static Path defaultReportDirectory() {
    if (Files.exists(Path.of("pom.xml"))) {
      return Path.of("target/multihost");
    }
    boolean gradle =
        Files.exists(Path.of("build.gradle")) || Files.exists(Path.of("build.gradle.kts"));
    return Path.of(gradle ? "build/multihost" : "multihost-reports");
  }

  /** Finds a setting that the caller validates itself, such as one of a VM or a driver. */
  public Optional<Setting> find(String key) {
    return source.find(key);
  }

  /**
   * Finds a setting for one host: {@code multihost.host.<host>.…} overrides {@code multihost.…}.
   */
  public Optional<Setting> find(String key, String ofHost) {
    return find(key.replaceFirst("^multihost\\.", "multihost.host." + ofHost + "."))
        .or(() -> find(key));
  }

  /**
   * The keys and environment variables that are set and that only a driver can validate. Sorted.
   */
  public List<String> ofDrivers() {
    return source.given().stream()
        .map(SettingSource.Given::name)
        .filter(SettingNames::isDriversOwn)
        .toList();
  }

  /**
   * Lists all settings that are set, with their origins, sorted by key; all others have their
   * defaults. Environment variables of VMs and drivers are omitted, because their keys cannot be
   * derived from the variables' names.
   */
  public List<Setting> given() {
    Stream<String> keys =
        source.given().stream()
            .filter(given -> given.origin() != SettingSource.Origin.ENVIRONMENT)
            .map(SettingSource.Given::name);
    return Stream.concat(SettingNames.FIXED.stream(), keys)
        .distinct()
        .sorted()
        .flatMap(key -> find(key).stream())
        .toList();
  }

  /**
   * Whether a setting of that name exists, set or not; settings of VMs and drivers are excluded.
   */
  public boolean isKnown(String key) {
    return SettingNames.FIXED.contains(key);
  }

  /** {@code multihost.host}: the host of this JVM; one of {@link #hosts()}. */
  public Optional<String> host() {
    return host;
  }

  /** {@code multihost.hosts}: the hosts and their addresses. */
  public Optional<HostTable> hosts() {
    return hosts;
  }

  /** {@code multihost.port}: the coordinator's port, unless {@link #hosts()} contains one. */
  public int port() {
    return port;
  }

  /** {@code multihost.secret}: the secret that a process needs to join the run. */
  public Optional<String> secret() {
    return secret;
  }

  /**
   * {@code multihost.migration.address}: the address that this host offers for incoming migrations.
   */
  public Optional<String> migrationAddress() {
    return migrationAddress;
  }

  /** {@code multihost.migration.ports}: the ports for incoming migrations. */
  public PortRange migrationPorts() {
    return migrationPorts;
  }

  /** {@code multihost.migration.transport}: the default transport. */
  public Transport transport() {
    return transport;
  }

  /** {@code multihost.debug}: the hosts whose workers wait for a debugger, each with its port. */
  public Map<String, Integer> debug() {
    return debug;
  }

  /** {@code multihost.missing-hosts}: the result of a class that names an unknown host. */
  public MissingHosts missingHosts() {
    return missingHosts;
  }

  /** {@code multihost.report.dir}: the directory of logs and reports; absolute. */
  public Path reportDirectory() {
    return reportDirectory;
  }

  /** {@code multihost.progress.interval}: the time between two samples of progress. */
  public Duration progressInterval() {
    return progressInterval;
  }

  /**
   * {@code multihost.progress.moment-interval}: the time between two samples of progress while a
   * test waits for a moment of a migration.
   */
  public Duration momentInterval() {
    return momentInterval;
  }

  /** {@code multihost.worker.jvm-arguments}: additional arguments for the workers' JVMs. */
  public List<String> workerArguments() {
    return workerArguments;
  }

  /** {@code multihost.disks.dir} and {@code multihost.keep}. */
  public DiskSettings disks() {
    return disks;
  }

  /** {@code multihost.timeout.*}. */
  public Timeouts timeouts() {
    return timeouts;
  }
}
