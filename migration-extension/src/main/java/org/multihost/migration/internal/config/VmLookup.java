package org.multihost.migration.internal.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The lookup of one VM's settings on one host. In order of precedence: {@code
 * multihost.host.<host>.vm.<name>.*}, {@code multihost.vm.<name>.*}, the profiles (a later one
 * first), the declaration.
 */
record VmLookup(VmDeclaration vm, String host, Settings settings) {

  /** Returns the value of a setting, or its default. */
  <T> T get(VmSetting<T> setting) {
    return setting.declaration().read(find(setting));
  }

  Optional<Setting> find(VmSetting<?> setting) {
    return ownOfHost(setting)
        .or(() -> settings.find("multihost.vm.%s.%s".formatted(vm.name(), setting.key())))
        .or(() -> setting == VmSettings.PROFILE ? Optional.empty() : fromProfiles(setting))
        .or(() -> vm.value(setting));
  }

  /** Returns whether a setting is set for this host alone. */
  boolean isOwnOfHost(VmSetting<?> setting) {
    return ownOfHost(setting).isPresent();
  }

  private Optional<Setting> ownOfHost(VmSetting<?> setting) {
    return settings.find("multihost.host.%s.vm.%s.%s".formatted(host, vm.name(), setting.key()));
  }

  private Optional<Setting> fromProfiles(VmSetting<?> setting) {
    List<String> profiles = new ArrayList<>(get(VmSettings.PROFILE));
    Collections.reverse(profiles);
    return profiles.stream()
        .map(profile -> "multihost.profile.%s.%s".formatted(profile, setting.key()))
        .flatMap(key -> settings.find(key).stream())
        .findFirst();
  }
}
