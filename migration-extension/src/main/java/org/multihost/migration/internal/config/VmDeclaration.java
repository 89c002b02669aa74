package org.multihost.migration.internal.config;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MultihostConfigurationException;

/**
 * A VM as a test declares it, before any setting overrides it.
 *
 * @param name its name
 * @param values the annotation's values that are set, by setting
 * @param place the element that declares it, for messages
 */
public record VmDeclaration(String name, Map<VmSetting, Setting> values, String place) {

  /**
   * Reads an annotation found at a place such as {@code class org.example.MyTests}.
   *
   * @throws MultihostConfigurationException if the VM's name is not allowed
   */
  public static VmDeclaration of(MigrateVm vm, String place) {
    if (!Names.isAllowed(vm.name())) {
      throw new MultihostConfigurationException(
          "@MigrateVm on [%s] has the name [%s]; allowed: %s"
              .formatted(place, vm.name(), Names.ALLOWED));
    }
    Map<VmSetting, Setting> values = new EnumMap<>(VmSetting.class);
    for (VmSetting each : VmSetting.values()) {
      String value = each.declared(vm);
      if (!value.isEmpty()) {
        String key = "@MigrateVm(name = \"" + vm.name() + "\")." + each.key();
        values.put(each, new Setting(key, value, "annotation on " + place));
      }
    }
    return new VmDeclaration(vm.name(), Map.copyOf(values), place);
  }

  /** Splits a value into arguments; a setting is split at white space. */
  static List<String> arguments(Setting setting) {
    return elements(setting, "\\s+");
  }

  /** Splits a value into disks; a setting is split at commas. */
  static List<String> disks(Setting setting) {
    return elements(setting, "\\s*,\\s*");
  }

  private static List<String> elements(Setting setting, String separator) {
    boolean annotated = setting.origin().startsWith("annotation");
    String[] elements =
        annotated
            ? setting.value().split(VmSetting.SEPARATOR)
            : setting.value().strip().split(separator);
    return Arrays.stream(elements).filter(element -> !element.isEmpty()).toList();
  }

  Optional<Setting> value(VmSetting setting) {
    return Optional.ofNullable(values.get(setting));
  }
}
