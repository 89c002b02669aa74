package org.multihost.migration.internal.config;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.internal.config.text.Names;

/**
 * A VM as a test declares it, before any setting overrides it.
 *
 * @param name its name
 * @param values the annotation's values that are set, by the key of the setting
 * @param place the element that declares it, for messages
 * @param spokenTo whether the test opens sessions or reads consoles
 */
public record VmDeclaration(
    String name, Map<String, Setting> values, String place, boolean spokenTo) {

  /** The first word of the origin of an annotation's values. */
  static final String ORIGIN = "annotation on ";

  /**
   * Reads an annotation found at a place such as {@code class org.example.MyTests}.
   *
   * @throws MultihostConfigurationException if the VM's name is not allowed, or a value is blank
   */
  public static VmDeclaration of(MigrateVm vm, String place) {
    if (!Names.isAllowed(vm.name())) {
      throw new MultihostConfigurationException(
          "@MigrateVm on [%s] has the name [%s]; allowed: %s"
              .formatted(place, vm.name(), Names.ALLOWED));
    }
    Map<String, Setting> values = new HashMap<>();
    for (VmSetting<?> each : VmSettings.ALL) {
      String value = each.annotated().apply(vm);
      if (!value.isEmpty()) {
        String element = "@MigrateVm(name = \"%s\").%s".formatted(vm.name(), each.element());
        if (value.isBlank()) {
          throw new MultihostConfigurationException(
              "[%s] on [%s] has only blanks, [%s]; allowed: a value, or \"\" for the default"
                  .formatted(element, place, value));
        }
        values.put(each.key(), new Setting(element, value, ORIGIN + place));
      }
    }
    return new VmDeclaration(vm.name(), Map.copyOf(values), place, true);
  }

  /** Returns the same declaration of a test that does, or does not, speak with its guests. */
  public VmDeclaration spokenTo(boolean really) {
    return new VmDeclaration(name, values, place, really);
  }

  Optional<Setting> value(VmSetting<?> setting) {
    return Optional.ofNullable(values.get(setting.key()));
  }
}
