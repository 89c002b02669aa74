package org.multihost.migration.internal.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A type whose values are sent as a text beside a word for the type. */
enum ExchangedScalar {
  BYTE(Byte.class, Byte::valueOf),
  SHORT(Short.class, Short::valueOf),
  INT(Integer.class, Integer::valueOf),
  LONG(Long.class, Long::valueOf),
  FLOAT(Float.class, Float::valueOf),
  DOUBLE(Double.class, Double::valueOf),
  CHAR(Character.class, text -> text.charAt(0)),
  INTEGER(BigInteger.class, BigInteger::new),
  DECIMAL(BigDecimal.class, BigDecimal::new),
  DURATION(Duration.class, Duration::parse),
  INSTANT(Instant.class, Instant::parse);

  private static final Map<Class<?>, ExchangedScalar> BY_TYPE =
      Arrays.stream(values()).collect(Collectors.toMap(each -> each.type, Function.identity()));

  private final Class<?> type;
  private final Function<String, Object> parser;

  ExchangedScalar(Class<?> type, Function<String, Object> parser) {
    this.type = type;
    this.parser = parser;
  }

  /** Returns the scalar type of a value; null if it has none. */
  static @Nullable ExchangedScalar of(Object value) {
    return BY_TYPE.get(value.getClass());
  }

  JsonNode write(Object value) {
    return JsonNodeFactory.instance.objectNode().put(name(), value.toString());
  }

  /**
   * Parses a value. Throws a {@link RuntimeException} of the type's own if the text is malformed.
   */
  Object read(String text) {
    return parser.apply(text);
  }
}
