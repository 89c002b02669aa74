package org.multihost.migration.internal.config;

import java.time.Duration;
import java.util.Optional;

/**
 * The default of a setting.
 *
 * @param text the default in words, for the documentation
 */
record SettingDefault<T>(String text, T value) {

  /** Returns the absence of a value. */
  static <T> SettingDefault<Optional<T>> none() {
    return absent("–");
  }

  /** Returns the absence of a value, where something else takes its place. */
  static <T> SettingDefault<Optional<T>> absent(String instead) {
    return new SettingDefault<>(instead, Optional.empty());
  }

  static SettingDefault<Duration> of(Duration value) {
    return new SettingDefault<>("`" + Durations.format(value) + "`", value);
  }

  static SettingDefault<Integer> of(int value) {
    return new SettingDefault<>("`" + value + "`", value);
  }

  static <E extends Enum<E>> SettingDefault<E> of(E value) {
    return new SettingDefault<>("`" + Words.of(value) + "`", value);
  }
}
