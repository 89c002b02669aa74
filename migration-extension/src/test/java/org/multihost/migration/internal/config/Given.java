package org.multihost.migration.internal.config;

import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** Settings that are given as system properties, for tests. */
final class Given {

  private Given() {}

  static Setting setting(String key, String value) {
    return new Setting(key, value, "system property");
  }

  static Settings settings(Map<String, String> values) {
    return Settings.read(source(values));
  }

  static SettingSource source(Map<String, String> values) {
    Properties properties = new Properties();
    properties.putAll(values);
    return new SettingSource(key -> Optional.empty(), properties, Map.of());
  }
}
