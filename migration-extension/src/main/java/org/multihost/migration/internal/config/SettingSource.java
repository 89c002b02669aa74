package org.multihost.migration.internal.config;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The places where settings are looked up, in this order: JUnit's configuration parameters, system
 * properties, environment variables.
 *
 * <p>JUnit itself resolves a configuration parameter in this order: the launcher's parameters,
 * system properties, {@code junit-platform.properties} (see "Configuration Parameters" in its user
 * guide).
 */
public final class SettingSource {

  private static final String PREFIX = "multihost.";

  /** A kind of place where a setting is found. */
  enum Origin {
    PARAMETER("JUnit configuration parameter"),
    PROPERTY("system property"),
    ENVIRONMENT("environment variable");

    private final String text;

    Origin(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /**
   * The name of a setting that is set.
   *
   * @param name a key, or an environment variable
   */
  record Given(String name, Origin origin) {}

  private final Parameters parameters;
  private final Properties properties;
  private final Map<String, String> environment;
  private final Map<String, Setting> overrides;

  /**
   * JUnit's configuration parameters.
   *
   * @param keys the keys that are set
   */
  private record Parameters(Function<String, Optional<String>> values, Set<String> keys) {}

  /** Creates a source over the given places. */
  public SettingSource(
      Function<String, Optional<String>> parameters,
      Set<String> parameterKeys,
      Properties properties,
      Map<String, String> environment) {
    this(new Parameters(parameters, parameterKeys), properties, environment, Map.of());
  }

  /** Creates a source for callers that cannot list the keys of JUnit's parameters. */
  public SettingSource(
      Function<String, Optional<String>> parameters,
      Properties properties,
      Map<String, String> environment) {
    this(parameters, Set.of(), properties, environment);
  }

  private SettingSource(
      Parameters parameters,
      Properties properties,
      Map<String, String> environment,
      Map<String, Setting> overrides) {
    this.parameters = parameters;
    this.properties = properties;
    this.environment = ours(environment);
    this.overrides = overrides;
  }

  /** Returns only the variables of settings: mostly there are none, and no name is looked up. */
  private static Map<String, String> ours(Map<String, String> environment) {
    String prefix = SettingNames.variableOf(PREFIX);
    return environment.entrySet().stream()
        .filter(each -> each.getKey().startsWith(prefix))
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** Returns a copy in which the given settings override all others. */
  SettingSource under(Map<String, String> values, String origin) {
    Map<String, Setting> all = new HashMap<>(overrides);
    values.forEach((key, value) -> all.put(key, new Setting(key, value.strip(), origin)));
    return new SettingSource(parameters, properties, environment, all);
  }

  /**
   * Creates the source of this process, with a run's configuration parameters.
   *
   * @param parameterKeys the keys that are set
   */
  public static SettingSource ofProcess(
      Function<String, Optional<String>> parameters, Set<String> parameterKeys) {
    return new SettingSource(parameters, parameterKeys, System.getProperties(), System.getenv());
  }

  /** Returns a source with the settings of the given keys only, without overrides. */
  public SettingSource only(Set<String> keys) {
    Properties some = new Properties();
    Map<String, String> variables = new HashMap<>(environment);
    keys.forEach(
        key ->
            Optional.ofNullable(properties.getProperty(key))
                .ifPresent(value -> some.setProperty(key, value)));
    variables.keySet().retainAll(keys.stream().map(SettingNames::variableOf).toList());
    return new SettingSource(
        key -> keys.contains(key) ? parameters.values().apply(key) : Optional.empty(),
        some,
        variables);
  }

  /** Finds a setting in the first place that has it; a blank value counts as absent. */
  public Optional<Setting> find(String key) {
    Setting override = overrides.get(key);
    if (override != null) {
      return Optional.of(override);
    }
    String property = properties.getProperty(key);
    Optional<String> parameter = parameters.values().apply(key);
    if (parameter.isPresent() && !parameter.get().equals(property)) {
      return present(key, parameter.get(), Origin.PARAMETER.toString());
    }
    if (property != null) {
      return present(key, property, Origin.PROPERTY.toString());
    }
    if (environment.isEmpty()) {
      return Optional.empty();
    }
    String variable = SettingNames.variableOf(key);
    String value = environment.get(variable);
    return value == null
        ? Optional.empty()
        : present(key, value, Origin.ENVIRONMENT + " " + variable);
  }

  private static Optional<Setting> present(String key, String value, String origin) {
    return value.isBlank()
        ? Optional.empty()
        : Optional.of(new Setting(key, value.strip(), origin));
  }

  /**
   * Lists the names of all settings that are set, sorted. JUnit lists system properties among its
   * parameters, too; these are returned once, as system properties.
   */
  List<Given> given() {
    Set<String> ofProperties = properties.stringPropertyNames();
    return Stream.of(
            named(PREFIX, ofProperties, Origin.PROPERTY),
            named(PREFIX, parameters.keys(), Origin.PARAMETER)
                .filter(given -> !ofProperties.contains(given.name())),
            named(SettingNames.variableOf(PREFIX), environment.keySet(), Origin.ENVIRONMENT))
        .flatMap(Function.identity())
        .sorted(Comparator.comparing(Given::name))
        .toList();
  }

  private static Stream<Given> named(String prefix, Set<String> names, Origin origin) {
    return names.stream()
        .filter(name -> name.startsWith(prefix))
        .map(name -> new Given(name, origin));
  }
}
