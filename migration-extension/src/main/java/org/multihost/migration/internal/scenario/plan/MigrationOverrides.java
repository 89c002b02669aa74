package org.multihost.migration.internal.scenario.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.internal.config.Names;
import org.multihost.migration.internal.config.Settings;
import org.multihost.migration.internal.config.Timeouts;

/** The settings that apply to one migration only. */
final class MigrationOverrides {

  private static final String ORIGIN = "the migration's setting(…)";
  private static final Pattern TIMEOUT = Pattern.compile("multihost\\.timeout\\.[a-z]+");
  private static final Pattern ARGUMENTS =
      Pattern.compile("multihost\\.vm\\.(" + Names.REGEX + ")\\.arguments");

  private final Map<String, List<String>> arguments = new LinkedHashMap<>();
  private Settings settings;

  MigrationOverrides(Settings ofTest) {
    this.settings = ofTest;
  }

  /**
   * Adds a setting.
   *
   * @throws MultihostConfigurationException if it is wrong, or not allowed for one migration
   */
  public void put(String key, String value, List<String> vms) {
    Matcher matcher = ARGUMENTS.matcher(key);
    if (matcher.matches() && vms.contains(matcher.group(1))) {
      arguments.put(matcher.group(1), List.of(value.strip().split("\\s+")));
    } else if (TIMEOUT.matcher(key).matches() && settings.isKnown(key)) {
      settings = settings.with(Map.of(key, value), ORIGIN);
    } else {
      throw new MultihostConfigurationException(
          "Setting [%s] cannot be set for one migration; allowed: multihost.timeout.*, and multihost.vm.<name>.arguments of one of the VMs %s"
              .formatted(key, vms));
    }
  }

  public Timeouts timeouts() {
    return settings.timeouts();
  }

  public Map<String, List<String>> arguments() {
    return arguments;
  }
}
