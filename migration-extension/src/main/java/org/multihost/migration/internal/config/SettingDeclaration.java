package org.multihost.migration.internal.config;

import java.time.Duration;
import java.util.Optional;
import org.multihost.migration.internal.config.text.Durations;
import org.multihost.migration.internal.config.text.Words;

/**
 * A setting as it is declared, once: its key, its values, its default and its documentation.
 *
 * @param key its name, such as {@code multihost.port}; of a VM's setting only the last part
 * @param meaning the text of the documentation
 * @param place where it is allowed
 */
public record SettingDeclaration<T>(
    String key, SettingType<T> type, Default<T> otherwise, String meaning, Place place) {

  /** The places where a setting is allowed. */
  enum Place {
    RUN("run"),
    /** Also for one host, as {@code multihost.host.<host>.…}. */
    RUN_OR_HOST("run, host"),
    /** Also for one migration, with {@code setting(key, value)}. */
    RUN_OR_MIGRATION("run, migration"),
    /** For a VM on all hosts or on one, and in a profile. */
    VM("VM, host, profile"),
    /** Also for one migration, with {@code setting(key, value)}. */
    VM_OR_MIGRATION("VM, host, profile, migration");

    private final String text;

    Place(String text) {
      this.text = text;
    }
  }

  /**
   * The default of a setting.
   *
   * @param text the default in words, for the documentation
   */
  record Default<T>(String text, T value) {

    /** Returns the absence of a value. */
    static <T> Default<Optional<T>> none() {
      return absent("–");
    }

    /** Returns the absence of a value, where something else takes its place. */
    static <T> Default<Optional<T>> absent(String instead) {
      return new Default<>(instead, Optional.empty());
    }

    static Default<Duration> of(Duration value) {
      return new Default<>("`" + Durations.format(value) + "`", value);
    }

    static Default<Integer> of(int value) {
      return new Default<>("`" + value + "`", value);
    }

    static <E extends Enum<E>> Default<E> of(E value) {
      return new Default<>("`" + Words.of(value) + "`", value);
    }
  }

  /** Returns whether a migration can have a value of its own. */
  boolean isForMigrations() {
    return place == Place.RUN_OR_MIGRATION || place == Place.VM_OR_MIGRATION;
  }

  /** Reads the value, or returns the default if none was found. */
  T read(Optional<Setting> found) {
    return found.map(type::read).orElse(otherwise.value());
  }

  /** Returns the row of the documentation's table. */
  String row() {
    return "| `%s` | %s | %s | %s | %s |"
        .formatted(key, type.text(), otherwise.text(), meaning, place.text);
  }
}
