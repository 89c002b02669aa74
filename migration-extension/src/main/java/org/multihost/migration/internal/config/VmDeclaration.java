package org.multihost.migration.internal.config;

import static java.util.Map.entry;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MultihostConfigurationException;

/**
 * A VM as a test declares it, before any setting overrides it.
 *
 * @param name its name
 * @param values the annotation's values that are set, by setting name
 * @param place the element that declares it, for messages
 */
public record VmDeclaration(String name, Map<String, Setting> values, String place) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");

  /**
   * Reads an annotation found at a place such as {@code class org.example.MyTests}.
   *
   * @throws MultihostConfigurationException if the VM's name is not allowed
   */
  public static VmDeclaration of(MigrateVm vm, String place) {
    if (!NAME.matcher(vm.name()).matches()) {
      throw new MultihostConfigurationException(
          "@MigrateVm on [%s] has the name [%s]; allowed: letters, digits, - and _"
              .formatted(place, vm.name()));
    }
    Map<String, Setting> values = new HashMap<>();
    texts(vm)
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

  private static Map<String, String> texts(MigrateVm vm) {
    return Map.ofEntries(
        entry("memory", vm.memory()),
        entry("cpus", vm.cpus() == 0 ? "" : String.valueOf(vm.cpus())),
        entry("image", vm.image()),
        entry("disks", String.join(SEPARATOR, vm.disks())),
        entry("clone", vm.cloneDisks()),
        entry("cdrom", vm.cdrom()),
        entry("floppy", vm.floppy()),
        entry("kernel", vm.kernel()),
        entry("initrd", vm.initrd()),
        entry("cmdline", vm.cmdline()),
        entry("arguments", String.join(SEPARATOR, vm.arguments())),
        entry("start-paused", vm.startPaused() ? "true" : ""),
        entry("network", vm.network()),
        entry("login", vm.login()),
        entry("user", vm.user()),
        entry("password", vm.password()),
        entry("identity", vm.identity()),
        entry("ssh-port", vm.sshPort() == 0 ? "" : String.valueOf(vm.sshPort())),
        entry("regain-address", vm.regainAddress()),
        entry("home", vm.home()),
        entry("profile", String.join(",", vm.profile())));
  }

  /** Separates the elements of an array of the annotation. */
  private static final String SEPARATOR = "\u0000";

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
        annotated ? setting.value().split(SEPARATOR) : setting.value().strip().split(separator);
    return Arrays.stream(elements).filter(element -> !element.isEmpty()).toList();
  }

  Optional<Setting> value(String setting) {
    return Optional.ofNullable(values.get(setting));
  }
}
