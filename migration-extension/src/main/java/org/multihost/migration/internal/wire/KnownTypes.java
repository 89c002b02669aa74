package org.multihost.migration.internal.wire;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The records and enums that a value from another host may contain: those of the test class's
 * package, those in this host's own value, and those that the awaited type names. No other name
 * that arrives is looked up.
 */
final class KnownTypes {

  private final List<Class<?>> testClasses;
  private final Map<String, Class<?>> named = new HashMap<>();

  /** Allows the types in the packages of some classes and of their superclasses. */
  KnownTypes(List<Class<?>> testClasses) {
    this.testClasses = testClasses;
  }

  /** Also allows the types that a type names. */
  KnownTypes with(Type type) {
    if (type instanceof Class<?> c) {
      withClass(c);
    } else if (type instanceof ParameterizedType generic) {
      with(generic.getRawType());
      List.of(generic.getActualTypeArguments()).forEach(this::with);
    } else if (type instanceof WildcardType wildcard) {
      List.of(wildcard.getUpperBounds()).forEach(this::with);
    }
    return this;
  }

  private void withClass(Class<?> type) {
    if (isAllowed(type) && named.put(type.getName(), type) == null && type.isRecord()) {
      for (RecordComponent component : type.getRecordComponents()) {
        with(component.getGenericType());
      }
    }
    if (type.isSealed()) {
      List.of(type.getPermittedSubclasses()).forEach(this::withClass);
    }
  }

  /** Also allows the types in a value. */
  KnownTypes withValue(@Nullable Object value) {
    if (value instanceof List<?> list) {
      list.forEach(this::withValue);
    } else if (value instanceof Map<?, ?> map) {
      map.values().forEach(this::withValue);
    } else if (value instanceof Optional<?> optional) {
      optional.ifPresent(this::withValue);
    } else if (value instanceof Enum<?> constant) {
      withClass(constant.getDeclaringClass());
    } else if (value instanceof Record record) {
      withRecord(record);
    }
    return this;
  }

  private void withRecord(Record record) {
    withClass(record.getClass());
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      withValue(
          ExchangedWriter.component(
              record, component, new ExchangedPlace(record.getClass().getName())));
    }
  }

  private static boolean isAllowed(Class<?> type) {
    return type.isRecord() || type.isEnum();
  }

  /**
   * Finds the type of that name.
   *
   * @throws IllegalArgumentException if the type is not allowed
   */
  Class<?> find(String name, ExchangedPlace place) {
    Class<?> known = named.get(name);
    return known != null ? known : ofPackage(name, place);
  }

  private Class<?> ofPackage(String name, ExchangedPlace place) {
    String packageName = name.substring(0, Math.max(0, name.lastIndexOf('.')));
    for (Class<?> testClass : testClasses) {
      for (Class<?> c = testClass; c != null; c = c.getSuperclass()) {
        if (c.getPackageName().equals(packageName)) {
          return loaded(name, c.getClassLoader(), place);
        }
      }
    }
    throw unknown(name, place);
  }

  private static Class<?> loaded(String name, ClassLoader loader, ExchangedPlace place) {
    try {
      Class<?> type = Class.forName(name, false, loader);
      if (isAllowed(type)) {
        return type;
      }
    } catch (ClassNotFoundException | LinkageError e) {
      // reported below
    }
    throw unknown(name, place);
  }

  private static IllegalArgumentException unknown(String name, ExchangedPlace place) {
    return new IllegalArgumentException(
        "Cannot take over a value: %s has type [%s], which this host does not know. It knows the records and enums of the test class's package, those in its own value, and those that the awaited type names: hand over a record that declares a component of this type, or a list of it"
            .formatted(place, name));
  }
}
