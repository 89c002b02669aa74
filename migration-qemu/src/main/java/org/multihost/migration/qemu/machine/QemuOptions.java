package org.multihost.migration.qemu.machine;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Options as QEMU takes them: text on its command line, JSON in its monitor. */
final class QemuOptions {

  private final Map<String, Object> values = new LinkedHashMap<>();

  /** With a first one. */
  public static QemuOptions of(String key, String value) {
    return new QemuOptions().with(key, value);
  }

  /** One more: a text, a number or a boolean. */
  public QemuOptions with(String key, Object value) {
    values.put(key, value);
    return this;
  }

  /** One more: a group. */
  public QemuOptions with(String key, QemuOptions group) {
    values.put(key, group.values);
    return this;
  }

  /** For the monitor. */
  public Map<String, Object> map() {
    return Collections.unmodifiableMap(values);
  }

  /** For the command line: {@code driver=raw,read-only=on,file.driver=file}. */
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
