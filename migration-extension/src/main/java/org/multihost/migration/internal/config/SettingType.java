package org.multihost.migration.internal.config;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The values of a setting.
 *
 * @param text the values in words, for the documentation
 * @param parser parses a value, or throws {@link Setting#refuse}
 */
record SettingType<T>(String text, Function<Setting, T> parser) {

  static <T> SettingType<T> of(String text, Function<Setting, T> parser) {
    return new SettingType<>(text, parser);
  }

  static SettingType<Optional<String>> text(String text) {
    return of(text, setting -> Optional.of(setting.value()));
  }

  static SettingType<List<String>> words(String text) {
    return of(text, setting -> List.of(setting.value().strip().split("\\s+")));
  }

  /** A setting that depends on others, and is parsed where they are known. */
  static SettingType<Optional<Setting>> raw(String text) {
    return of(text, Optional::of);
  }

  T read(Setting setting) {
    return parser.apply(setting);
  }
}
