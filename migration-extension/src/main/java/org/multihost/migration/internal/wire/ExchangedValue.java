package org.multihost.migration.internal.wire;

import java.lang.invoke.MethodType;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A conversion of a test's own value, which one host hands to another, to JSON and back, with the
 * types of all its parts.
 *
 * @param name the name under which it is handed over
 * @param testClasses the classes whose packages' records and enums are allowed
 */
public record ExchangedValue(String name, List<Class<?>> testClasses) {

  private static final String NULL = "null";
  private static final long MB = 1_000_000;

  /** The size of the largest value, as text. */
  private static final long LARGEST = 100 * MB;

  /**
   * Converts a value to JSON.
   *
   * @throws IllegalArgumentException if a part of it cannot be handed over, or if it is too large
   */
  public String write(@Nullable Object value) {
    BoundedText text = new BoundedText(LARGEST);
    Json.write(new ExchangedWriter(name).write(value), text);
    if (!text.isComplete()) {
      throw new IllegalArgumentException(
          "Cannot hand over a value: [%s] has a size of [%d MB]; allowed: up to [%d MB]. Hand over the path of a file, or a checksum"
              .formatted(name, (text.length() + MB - 1) / MB, LARGEST / MB));
    }
    return text.toString();
  }

  /**
   * Reads another host's value, where this host hands over one, too.
   *
   * @throws IllegalArgumentException if the text is no such value
   */
  public @Nullable Object readBeside(@Nullable Object own, String json) {
    return new ExchangedReader(name, new KnownTypes(testClasses).withValue(own))
        .read(Json.tree(json));
  }

  /**
   * Reads another host's value of a type. A number is also read as another type that holds it
   * exactly.
   *
   * @throws IllegalArgumentException if it has another type
   */
  @SuppressWarnings("unchecked")
  public <T> T read(Class<T> type, String json) {
    Class<?> boxed = MethodType.methodType(type).wrap().returnType();
    Object value =
        new ExchangedReader(name, new KnownTypes(testClasses).with(type)).read(Json.tree(json));
    if (value instanceof Number number && !boxed.isInstance(value)) {
      value = converted(number, boxed);
    }
    if (!boxed.isInstance(value)) {
      throw new IllegalArgumentException(
          "[%s] was handed over with type [%s] and is awaited as [%s]"
              .formatted(
                  name, value == null ? "null" : value.getClass().getName(), boxed.getName()));
    }
    return (T) value;
  }

  /** As {@link #read}, where another host may hand over null. */
  @SuppressWarnings("NullAway") // the caller's type says whether it expects null
  public <T extends @Nullable Object> T readNullable(Class<T> type, String json) {
    return json.equals(NULL) && !type.isPrimitive() ? null : read(type, json);
  }

  private static Number converted(Number number, Class<?> type) {
    try {
      BigDecimal exact = new BigDecimal(number.toString());
      if (type == Long.class) {
        return exact.longValueExact();
      }
      if (type == Integer.class) {
        return exact.intValueExact();
      }
      if (type == Double.class && new BigDecimal(exact.doubleValue()).compareTo(exact) == 0) {
        return exact.doubleValue();
      }
      return type == BigDecimal.class ? exact : number;
    } catch (ArithmeticException | NumberFormatException e) {
      return number;
    }
  }
}
