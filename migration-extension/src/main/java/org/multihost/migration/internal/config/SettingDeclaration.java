package org.multihost.migration.internal.config;

/**
 * A setting as it is declared, once: its key, its values, its default and its documentation.
 *
 * @param key its name, such as {@code multihost.port}
 * @param meaning the text of the documentation
 * @param place where it is allowed
 */
record SettingDeclaration<T>(
    String key, SettingType<T> type, SettingDefault<T> otherwise, String meaning, Place place) {

  /** A place where a setting is allowed. */
  enum Place {
    RUN("run"),
    /** Also for one host, as {@code multihost.host.<host>.…}. */
    RUN_OR_HOST("run, host"),
    /** Also for one migration, with {@code setting(key, value)}. */
    RUN_OR_MIGRATION("run, migration");

    private final String text;

    Place(String text) {
      this.text = text;
    }
  }

  /** Reads the value, or returns the default. */
  T read(Settings settings) {
    return settings.find(key).map(type::read).orElse(otherwise.value());
  }

  /** Returns the row of the documentation's table. */
  String row() {
    return "| `%s` | %s | %s | %s | %s |"
        .formatted(key, type.text(), otherwise.text(), meaning, place.text);
  }
}
