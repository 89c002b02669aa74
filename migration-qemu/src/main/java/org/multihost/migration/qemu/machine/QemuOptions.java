package org.multihost.migration.qemu.machine;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The options of a QEMU object: text on the command line, JSON in the monitor. */
final class QemuOptions {

  private final Map<String, Object> values = new LinkedHashMap<>();

  public static QemuOptions of(String key, String value) {
    return new QemuOptions().with(key, value);
  }

  /** Adds an option: a text, a number or a boolean. */
  public QemuOptions with(String key, Object value) {
    values.put(key, value);
    return this;
  }

  /** Adds a group of options. */
  public QemuOptions with(String key, QemuOptions group) {
    values.put(key, group.values);
    return this;
  }

  /** Returns the options for the monitor. */
  public Map<String, Object> map() {
    return Collections.unmodifiableMap(values);
  }

  /** Returns the options for the command line: {@code driver=raw,read-only=on,file.driver=file}. */
  public String text() {
    return texts("", values).collect(Collectors.joining(","));
  }

  private static Stream<String> texts(String prefix, Map<?, ?> options) {
    return options.entrySet().stream()
        .flatMap(
            option -> {
              String key = prefix + option.getKey();
              return option.getValue() instanceof Map<?, ?> group
                  ? texts(key + ".", group)
                  : Stream.of(key + "=" + text(option.getValue()));
            });
  }

  private static String text(Object value) {
    if (value instanceof Boolean on) {
      return on ? "on" : "off";
    }
    return value.toString().replace(",", ",,");
  }
}
