package org.multihost.migration.internal.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.multihost.migration.MultihostConfigurationException;

/** The settings that apply to one migration only: those that are declared for migrations. */
public final class MigrationOverrides {

  private static final String ORIGIN = "the migration's setting(…)";

  private final List<String> vms;
  private final Map<String, Setting> ofVms = new LinkedHashMap<>();
  private Settings settings;

  /**
   * Creates the overrides of a migration that has none.
   *
   * @param vms the names of all VMs of the test
   */
  public MigrationOverrides(Settings ofTest, List<String> vms) {
    this.settings = ofTest;
    this.vms = vms;
  }

  /**
   * Adds a setting.
   *
   * @throws MultihostConfigurationException if it is wrong, or not allowed for one migration
   */
  public void put(String key, String value) {
    if (ofVms().anyMatch(setting -> vms.stream().anyMatch(vm -> key.equals(key(vm, setting))))) {
      ofVms.put(key, new Setting(key, value.strip(), ORIGIN));
    } else if (ofRun().anyMatch(key::equals)) {
      settings = settings.with(Map.of(key, value), ORIGIN);
    } else {
      throw new MultihostConfigurationException(
          "Setting [%s] cannot be set for one migration; allowed: %s, and for the VMs %s: %s"
              .formatted(
                  key, ofRun().toList(), vms, ofVms().map(each -> key("<name>", each)).toList()));
    }
  }

  private static Stream<String> ofRun() {
    return SettingNames.DECLARED.stream()
        .filter(SettingDeclaration::isForMigrations)
        .map(SettingDeclaration::key);
  }

  private static Stream<VmSetting<?>> ofVms() {
    return VmSettings.ALL.stream().filter(each -> each.declaration().isForMigrations());
  }

  private static String key(String vm, VmSetting<?> setting) {
    return "multihost.vm.%s.%s".formatted(vm, setting.key());
  }

  public Timeouts timeouts() {
    return settings.timeouts();
  }

  /** Returns the arguments that are added to the command lines at the destination, by VM. */
  public Map<String, List<String>> arguments() {
    Map<String, List<String>> arguments = new LinkedHashMap<>();
    for (String vm : vms) {
      Setting found = ofVms.get(key(vm, VmSettings.ARGUMENTS));
      if (found != null) {
        arguments.put(vm, VmSettings.ARGUMENTS.declaration().type().read(found));
      }
    }
    return arguments;
  }
}
