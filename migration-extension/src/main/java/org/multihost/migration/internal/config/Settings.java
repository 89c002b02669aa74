package org.multihost.migration.internal.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.Transport;

/**
 * The settings of a run, read and validated when the object is created; settings of VMs, SSH access
 * and drivers are validated where they are used. Immutable.
 */
public final class Settings {

  private final SettingSource source;
  private final List<SettingSource.Given> given;
  private final Map<String, Object> values;
  private final Optional<String> host;
  private final Optional<HostTable> hosts;
  private final Transport transport;
  private final Path reportDirectory;
  private final Timeouts timeouts;
  private final DiskSettings disks;

  private Settings(SettingSource source) {
    this.source = source;
    given = source.given();
    given.forEach(SettingNames::verify);
    values = values(source);
    hosts = get(RunSettings.HOSTS).map(s -> HostTable.parse(s, get(RunSettings.PORT)));
    host = get(RunSettings.HOST).map(this::knownHost);
    transport = TransferSettings.transport(this);
    reportDirectory =
        get(RunSettings.REPORT_DIR).orElseGet(Settings::defaultReportDirectory).toAbsolutePath();
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

  private static Map<String, Object> values(SettingSource source) {
    Map<String, Object> values = new HashMap<>();
    for (SettingDeclaration<?> each : SettingNames.DECLARED) {
      values.put(each.key(), each.read(source.find(each.key())));
    }
    return values;
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

  /** Returns the value of a setting, or its default. */
  @SuppressWarnings("unchecked") // the declaration has read the value
  public <T> T get(SettingDeclaration<T> declaration) {
    return (T) Objects.requireNonNull(values.get(declaration.key()));
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
    return given.stream()
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
        given.stream()
            .filter(each -> each.origin() != SettingSource.Origin.ENVIRONMENT)
            .map(SettingSource.Given::name);
    return Stream.concat(SettingNames.FIXED.stream(), keys)
        .distinct()
        .sorted()
        .flatMap(key -> find(key).stream())
        .toList();
  }

  /**
   * Returns a notice for each setting of a VM or a host that no class of a run has.
   *
   * @param vms the names of the VMs of all classes of the run
   * @param ofClasses the names of their hosts; those of {@link #hosts()} are known, too
   */
  public List<String> unused(Set<String> vms, Set<String> ofClasses) {
    Set<String> all = new TreeSet<>(ofClasses);
    hosts.ifPresent(table -> all.addAll(table.names()));
    UnusedSettings unused = new UnusedSettings(vms, all);
    return given.stream().flatMap(each -> unused.notice(each).stream()).toList();
  }

  /** Returns a notice for each setting of a VM that is of no use when it migrates to this host. */
  public List<String> unusedAtDestination(VmPlan plan, String host) {
    return UnusedSettings.atDestination(plan, host, this::find);
  }

  /** {@code multihost.host}: the host of this JVM; one of {@link #hosts()}. */
  public Optional<String> host() {
    return host;
  }

  /** {@code multihost.hosts}: the hosts and their addresses. */
  public Optional<HostTable> hosts() {
    return hosts;
  }

  /** {@code multihost.migration.transport}: the default transport. */
  public Transport transport() {
    return transport;
  }

  /** {@code multihost.report.dir}: the directory of logs and reports; absolute. */
  public Path reportDirectory() {
    return reportDirectory;
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
