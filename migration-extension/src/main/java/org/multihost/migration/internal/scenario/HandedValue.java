package org.multihost.migration.internal.scenario;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.internal.wire.Json;

/** A value of the test's own that one host hands to another: what is allowed, and its JSON. */
final class HandedValue {

  private HandedValue() {}

  static String write(String name, @Nullable Object value) {
    verify(name, "value", value);
    return Json.write(java.util.Objects.requireNonNull(value));
  }

  /** The type to read a peer's value as: this host's own. */
  @SuppressWarnings("unchecked")
  static <T> Class<T> typeOf(T value) {
    Class<?> type = value.getClass();
    if (value instanceof List) {
      type = List.class;
    } else if (value instanceof Map) {
      type = Map.class;
    } else if (value instanceof Enum<?> constant) {
      type = constant.getDeclaringClass();
    }
    return (Class<T>) type;
  }

  private static void verify(String name, String path, @Nullable Object value) {
    if (value instanceof String
        || value instanceof Number
        || value instanceof Boolean
        || value instanceof Enum
        || value instanceof Duration) {
      return;
    }
    if (value instanceof List<?> list) {
      list.forEach(each -> verify(name, path + "[]", each));
    } else if (value instanceof Map<?, ?> map) {
      map.forEach((key, each) -> verifyEntry(name, path, key, each));
    } else if (value instanceof Optional<?> optional) {
      optional.ifPresent(each -> verify(name, path, each));
    } else if (value instanceof Record record) {
      verifyRecord(name, path, record);
    } else {
      throw refused(name, path, value);
    }
  }

  private static void verifyEntry(
      String name, String path, @Nullable Object key, @Nullable Object value) {
    if (!(key instanceof String)) {
      throw refused(name, path + " (a map's key)", key);
    }
    verify(name, path + "." + key, value);
  }

  private static void verifyRecord(String name, String path, Record record) {
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      try {
        component.getAccessor().setAccessible(true);
        verify(name, path + "." + component.getName(), component.getAccessor().invoke(record));
      } catch (IllegalAccessException | InvocationTargetException e) {
        throw new IllegalArgumentException("Cannot read [" + path + "] of [" + name + "]", e);
      }
    }
  }

  private static IllegalArgumentException refused(String name, String path, @Nullable Object value) {
    return new IllegalArgumentException(
        "The value handed over as [%s] has at [%s] a [%s]; allowed: strings, numbers, booleans, enums, Durations, lists, maps with string keys, and records of these"
            .formatted(name, path, value == null ? "null" : value.getClass().getName()));
  }
}
