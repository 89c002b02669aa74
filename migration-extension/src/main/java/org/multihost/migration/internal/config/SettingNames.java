package org.multihost.migration.internal.config;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.internal.config.SettingDeclaration.Place;
import org.multihost.migration.internal.config.text.Names;
import org.multihost.migration.spi.text.NearestName;

/** The names of all settings. A setting with an unknown name is an error. */
public final class SettingNames {

  /** All settings but those of VMs and drivers. */
  static final List<SettingDeclaration<?>> DECLARED =
      Stream.of(RunSettings.ALL, TransferSettings.ALL, Timeouts.ALL).flatMap(List::stream).toList();

  static final Set<String> FIXED =
      ofHosts(false).map(SettingDeclaration::key).collect(Collectors.toUnmodifiableSet());

  private static final String OF_HOST = "multihost.(?:host.<name>.)?";

  /** The keys that contain the name of a VM, a profile or a host. */
  private static final List<String> FAMILIES =
      Stream.concat(
              Stream.of(
                  OF_HOST
                      + "(?:vm|profile).<name>.(?:"
                      + String.join("|", VmSettings.keys())
                      + ")"),
              ofHosts(true).map(each -> ofHost(each.key())))
          .toList();

  /** The keys that only the driver can validate: those of no group of declared settings. */
  private static final String DRIVER =
      OF_HOST + "(?!(?:vm|host|profile|" + String.join("|", groups()) + ").)<word>.<rest>";

  private static final Set<String> FIXED_VARIABLES =
      FIXED.stream().map(SettingNames::variableOf).collect(Collectors.toUnmodifiableSet());

  private static final List<Pattern> KEYS = FAMILIES.stream().map(SettingNames::key).toList();
  private static final List<Pattern> VARIABLES =
      FAMILIES.stream().map(SettingNames::variable).toList();
  private static final List<Pattern> DRIVERS = List.of(key(DRIVER), variable(DRIVER));

  private static final Pattern KEY_OF_HOST = Pattern.compile("multihost\\.host\\.[^.]+\\.");
  private static final Pattern KEY_OF_VM =
      Pattern.compile("multihost\\.(?:host\\.[^.]+\\.)?(?:vm|profile)\\.[^.]+\\.");
  private static final Pattern VARIABLE_OF_VM =
      Pattern.compile("MULTIHOST_(?:HOST_[^_]+_)?(?:VM|PROFILE)_[^_]+_");

  private SettingNames() {}

  /** Returns the settings that are allowed for one host, or those that are not. */
  private static Stream<SettingDeclaration<?>> ofHosts(boolean allowed) {
    return DECLARED.stream().filter(each -> (each.place() == Place.RUN_OR_HOST) == allowed);
  }

  /** Returns the second words of the keys that have more than two. */
  private static Set<String> groups() {
    return DECLARED.stream()
        .map(each -> each.key().split("\\."))
        .flatMap(words -> words.length > 2 ? Stream.of(words[1]) : Stream.empty())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Returns the form of a key for all hosts and for one host. */
  private static String ofHost(String key) {
    return OF_HOST + key.substring("multihost.".length());
  }

  /** Compiles a form of keys: a regular expression whose dots are literal. */
  private static Pattern key(String form) {
    return Pattern.compile(
        form.replace(".", "\\.")
            .replace("<name>", Names.REGEX)
            .replace("<word>", "[a-z]+")
            .replace("<rest>", ".+"));
  }

  /** Compiles the same form for environment variables. */
  private static Pattern variable(String form) {
    return Pattern.compile(
        variableOf(form)
            .replace("<NAME>", "[A-Z0-9_]+")
            .replace("<WORD>", "[A-Z]+")
            .replace("<REST>", ".+"));
  }

  /** The environment variable of a key. */
  static String variableOf(String key) {
    return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  static void verify(SettingSource source) {
    source.given().forEach(SettingNames::verify);
  }

  static void verify(SettingSource.Given given) {
    String name = given.name();
    boolean variable = given.origin() == SettingSource.Origin.ENVIRONMENT;
    if (!isOurs(name) && !isDriversOwn(name)) {
      throw new MultihostConfigurationException(
          "Setting [%s] (from %s) is unknown; did you mean [%s]? Known: %s, multihost.vm.<name>.%s, multihost.host.<host>.vm.<name>.…, multihost.profile.<profile>.…, for all hosts or as multihost.host.<host>.…: %s"
              .formatted(
                  name,
                  given.origin(),
                  nearest(name, candidates(name, variable)),
                  new TreeSet<>(FIXED),
                  VmSettings.keys(),
                  ofHosts(true).map(SettingDeclaration::key).toList()));
    }
  }

  /** Returns the known names that an unknown one may stand for, with its own VM and host. */
  private static Stream<String> candidates(String name, boolean variable) {
    Stream<String> fixed = (variable ? FIXED_VARIABLES : FIXED).stream();
    Matcher ofVm = (variable ? VARIABLE_OF_VM : KEY_OF_VM).matcher(name);
    if (ofVm.lookingAt()) {
      return Stream.concat(
          fixed,
          VmSettings.keys().stream().map(key -> ofVm.group() + (variable ? variableOf(key) : key)));
    }
    Matcher ofHost = KEY_OF_HOST.matcher(name);
    return ofHost.lookingAt()
        ? ofHosts(true).map(each -> each.key().replace("multihost.", ofHost.group()))
        : fixed;
  }

  private static boolean isOurs(String name) {
    return FIXED.contains(name)
        || FIXED_VARIABLES.contains(name)
        || Stream.concat(KEYS.stream(), VARIABLES.stream())
            .anyMatch(form -> form.matcher(name).matches());
  }

  /**
   * Whether only a driver can validate a setting.
   *
   * @param name a key or an environment variable
   */
  static boolean isDriversOwn(String name) {
    return !isOurs(name) && DRIVERS.stream().anyMatch(form -> form.matcher(name).matches());
  }

  /**
   * Whether a setting, for all hosts or for one host, has one of the given keys.
   *
   * @param keys keys without a host
   * @param name a key or an environment variable
   */
  public static boolean isOneOf(Collection<String> keys, String name) {
    return keys.stream()
        .map(SettingNames::ofHost)
        .anyMatch(
            form -> key(form).matcher(name).matches() || variable(form).matcher(name).matches());
  }

  /**
   * Returns the known key or environment variable that is nearest to an unknown one.
   *
   * @param ofDrivers the keys of the drivers
   */
  public static String nearest(String name, Collection<String> ofDrivers) {
    boolean variable = name.equals(variableOf(name));
    Stream<String> keys = Stream.concat(FIXED.stream(), ofDrivers.stream());
    return nearest(name, variable ? keys.map(SettingNames::variableOf) : keys);
  }

  private static String nearest(String name, Stream<String> known) {
    return NearestName.to(name, known).orElseThrow();
  }
}
