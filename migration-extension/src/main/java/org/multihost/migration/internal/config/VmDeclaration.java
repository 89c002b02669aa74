package org.multihost.migration.internal.config;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MultihostConfigurationException;

/**
 * A machine as a test declares it, before any setting overrides it.
 *
 * @param name its name
 * @param values the annotation's values that are set, by the setting's name
 * @param place where it is declared, for messages
 */
public record VmDeclaration(String name, Map<String, Setting> values, String place) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");

  /** Of an annotation found at a place such as {@code class org.example.MyTests}. */
  public static VmDeclaration of(MigrateVm vm, String place) {
    if (!NAME.matcher(vm.name()).matches()) {
      throw new MultihostConfigurationException(
          "@MigrateVm on [%s] has the name [%s]; allowed: letters, digits, - and _"
              .formatted(place, vm.name()));
    }
    Map<String, Setting> values = new java.util.HashMap<>();
    Map.of(
            "start-paused", vm.startPaused() ? "true" : "",
            "memory", vm.memory(),
            "cpus", vm.cpus() == 0 ? "" : String.valueOf(vm.cpus()),
            "image", vm.image(),
            "kernel", vm.kernel(),
            "initrd", vm.initrd(),
            "cmdline", vm.cmdline(),
            "arguments", String.join(ARGUMENT_SEPARATOR, vm.arguments()),
            "home", vm.home(),
            "profile", String.join(",", vm.profile()))
        .forEach(
            (key, value) -> {
              if (!value.isEmpty()) {
                values.put(
                    key,
                    new Setting(
                        "@MigrateVm(name = \"" + vm.name() + "\")." + key,
                        value,
                        "annotation on " + place));
              }
            });
    return new VmDeclaration(vm.name(), Map.copyOf(values), place);
  }

  /** Between the annotation's arguments; a setting's are split at white space. */
  private static final String ARGUMENT_SEPARATOR = "\u0000";

  /** The arguments that a value holds. */
  static List<String> arguments(Setting setting) {
    boolean annotated = setting.origin().startsWith("annotation");
    String[] words = setting.value().split(annotated ? ARGUMENT_SEPARATOR : "\\s+");
    return Arrays.stream(words).filter(word -> !word.isEmpty()).toList();
  }

  Optional<Setting> value(String setting) {
    return Optional.ofNullable(values.get(setting));
  }
}
