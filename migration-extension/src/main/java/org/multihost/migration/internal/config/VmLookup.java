package org.multihost.migration.internal.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.internal.config.placeholder.Placeholder;
import org.multihost.migration.internal.config.placeholder.PlaceholderText;
import org.multihost.migration.internal.config.placeholder.PlaceholderValues;

/**
 * The lookup of one VM's settings on one host. In order of precedence: {@code
 * multihost.host.<host>.vm.<name>.*}, {@code multihost.vm.<name>.*}, the profiles (a later one
 * first), the declaration.
 */
final class VmLookup {

  private final VmDeclaration vm;
  private final Settings settings;
  private final PlaceholderValues placeholders;
  private final String ofHost;
  private final String ofAllHosts;
  private final Map<String, Optional<Setting>> found = new HashMap<>();

  VmLookup(VmDeclaration vm, String host, Settings settings, PlaceholderValues placeholders) {
    this.vm = vm;
    this.settings = settings;
    this.placeholders = placeholders;
    this.ofHost = "multihost.host." + host + ".vm." + vm.name() + ".";
    this.ofAllHosts = "multihost.vm." + vm.name() + ".";
  }

  VmDeclaration vm() {
    return vm;
  }

  /**
   * Returns the value of a setting, with the values of its placeholders. An empty value, or one
   * that is not known before the test is invoked, is the default.
   */
  <T> T get(VmSetting<T> setting) {
    Setting found = find(setting).orElse(null);
    if (found == null) {
      return setting.declaration().otherwise().value();
    }
    UnaryOperator<String> fill = part -> new FilledTexts(placeholders).fill(found, part);
    return fill.apply(found.value()).isBlank() || !placeholders.knowsAllIn(found.value())
        ? setting.declaration().otherwise().value()
        : setting.declaration().type().read(found, fill);
  }

  /** Returns whether a setting has an argument of the test's invocation in its text. */
  boolean hasArgument(VmSetting<?> setting) {
    return find(setting).stream()
        .flatMap(found -> PlaceholderText.correct(found.value()).stream())
        .anyMatch(each -> each.word() == Placeholder.Word.ARG);
  }

  /** Finds a setting; each is looked up once. */
  Optional<Setting> find(VmSetting<?> setting) {
    @Nullable Optional<Setting> known = found.get(setting.key());
    if (known == null) {
      known = inOrder(setting);
      found.put(setting.key(), known);
    }
    return known;
  }

  private Optional<Setting> inOrder(VmSetting<?> setting) {
    return ownOfHost(setting)
        .or(() -> settings.find(ofAllHosts + setting.key()))
        .or(() -> setting == VmSettings.PROFILE ? Optional.empty() : fromProfiles(setting))
        .or(() -> vm.value(setting));
  }

  /** Returns whether a setting is set for this host alone. */
  boolean isOwnOfHost(VmSetting<?> setting) {
    return ownOfHost(setting).isPresent();
  }

  private Optional<Setting> ownOfHost(VmSetting<?> setting) {
    return settings.find(ofHost + setting.key());
  }

  private Optional<Setting> fromProfiles(VmSetting<?> setting) {
    List<String> profiles = new ArrayList<>(get(VmSettings.PROFILE));
    Collections.reverse(profiles);
    return profiles.stream()
        .map(profile -> "multihost.profile." + profile + "." + setting.key())
        .flatMap(key -> settings.find(key).stream())
        .findFirst();
  }
}
