package org.multihost.migration.internal.config;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;

/**
 * Where settings are looked up: JUnit's configuration parameters, system properties, the
 * environment.
 *
 * <p>JUnit itself resolves a configuration parameter as: given to the launcher, else a system
 * property, else {@code junit-platform.properties} (see "Configuration Parameters" in its user
 * guide).
 */
public final class SettingSource {

  private final Function<String, Optional<String>> parameters;
  private final Properties properties;
  private final Map<String, String> environment;
  private final Map<String, Setting> overrides;

  /** Of the given places. */
  public SettingSource(
      Function<String, Optional<String>> parameters,
      Properties properties,
      Map<String, String> environment) {
    this(parameters, properties, environment, Map.of());
  }

  private SettingSource(
      Function<String, Optional<String>> parameters,
      Properties properties,
      Map<String, String> environment,
      Map<String, Setting> overrides) {
    this.parameters = parameters;
    this.properties = properties;
    this.environment = environment;
    this.overrides = overrides;
  }

  /** The same, with settings that win over all others. */
  SettingSource under(Map<String, String> values, String origin) {
    Map<String, Setting> all = new HashMap<>(overrides);
    values.forEach((key, value) -> all.put(key, new Setting(key, value.strip(), origin)));
    return new SettingSource(parameters, properties, environment, all);
  }

  /** Of this process, with a run's configuration parameters. */
  public static SettingSource ofProcess(Function<String, Optional<String>> parameters) {
    return new SettingSource(parameters, System.getProperties(), System.getenv());
  }

  /** The same, with nothing but the settings of those keys. */
  public SettingSource only(Set<String> keys) {
    Properties some = new Properties();
    Map<String, String> variables = new HashMap<>(environment);
    keys.forEach(
        key ->
            Optional.ofNullable(properties.getProperty(key))
                .ifPresent(value -> some.setProperty(key, value)));
    variables.keySet().retainAll(keys.stream().map(SettingSource::variable).toList());
    return new SettingSource(
        key -> keys.contains(key) ? parameters.apply(key) : Optional.empty(),
        some,
        variables,
        overrides);
  }

  /** The setting of that key, from the first place that has it; blank counts as absent. */
  public Optional<Setting> find(String key) {
    Setting override = overrides.get(key);
    if (override != null) {
      return Optional.of(override);
    }
    String property = properties.getProperty(key);
    Optional<String> parameter = parameters.apply(key);
    if (parameter.isPresent() && !parameter.get().equals(property)) {
      return present(key, parameter.get(), "JUnit configuration parameter");
    }
    if (property != null) {
      return present(key, property, "system property");
    }
    String variable = variable(key);
    String value = environment.get(variable);
    return value == null
        ? Optional.empty()
        : present(key, value, "environment variable " + variable);
  }

  private static Optional<Setting> present(String key, String value, String origin) {
    return value.isBlank()
        ? Optional.empty()
        : Optional.of(new Setting(key, value.strip(), origin));
  }

  /** All keys under the prefix that a system property has. */
  Set<String> propertyKeys(String prefix) {
    Set<String> keys = new HashSet<>(properties.stringPropertyNames());
    keys.removeIf(key -> !key.startsWith(prefix));
    return keys;
  }

  private static String variable(String key) {
    return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}
