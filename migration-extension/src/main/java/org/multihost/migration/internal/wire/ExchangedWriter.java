package org.multihost.migration.internal.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A writer of the JSON of a value that a test hands over. Each value other than a string, a boolean
 * and null is an object, whose only key is a word for the value's type. Only the components of a
 * record are written.
 *
 * @param name the name under which the value is handed over, for messages
 */
record ExchangedWriter(String name) {

  static final String LIST = "list";
  static final String MAP = "map";
  static final String OPTIONAL = "optional";
  static final String ENUM = "enum";
  static final String RECORD = "record";

  /** The maximum depth. A deeper value contains itself, or is one that no reader takes. */
  private static final int DEEPEST = 100;

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /**
   * Converts a value to JSON. Throws {@link IllegalArgumentException} with the place of a part that
   * cannot be written.
   */
  JsonNode write(@Nullable Object value) {
    return write(value, new ExchangedPlace(name));
  }

  private JsonNode write(@Nullable Object value, ExchangedPlace place) {
    if (place.depth() > DEEPEST) {
      throw new IllegalArgumentException(
          "The value handed over as [%s] is more than %d levels deep, or contains itself"
              .formatted(name, DEEPEST));
    }
    if (value == null) {
      return JSON.nullNode();
    }
    if (value instanceof String text) {
      return JSON.textNode(text);
    }
    if (value instanceof Boolean truth) {
      return JSON.booleanNode(truth);
    }
    ExchangedScalar scalar = ExchangedScalar.of(value);
    return scalar == null ? structure(value, place) : scalar.write(value);
  }

  private JsonNode structure(Object value, ExchangedPlace place) {
    if (value instanceof List<?> list) {
      return tagged(LIST, list(list, place));
    }
    if (value instanceof Map<?, ?> map) {
      return tagged(MAP, map(map, place));
    }
    if (value instanceof Optional<?> optional) {
      return tagged(OPTIONAL, write(optional.orElse(null), place.inside("value")));
    }
    if (value instanceof Enum<?> constant) {
      String type = constant.getDeclaringClass().getName();
      return tagged(ENUM, JSON.arrayNode().add(type).add(constant.name()));
    }
    if (value instanceof Record record) {
      return tagged(
          RECORD, JSON.arrayNode().add(record.getClass().getName()).add(components(record, place)));
    }
    throw place.refused(value);
  }

  private static ObjectNode tagged(String word, JsonNode content) {
    return JSON.objectNode().set(word, content);
  }

  private ArrayNode list(List<?> list, ExchangedPlace place) {
    ArrayNode elements = JSON.arrayNode();
    int index = 0;
    for (Object each : list) {
      elements.add(write(each, place.inside("element " + index++)));
    }
    return elements;
  }

  private ObjectNode map(Map<?, ?> map, ExchangedPlace place) {
    ObjectNode entries = JSON.objectNode();
    map.forEach(
        (key, value) -> {
          if (!(key instanceof String text)) {
            throw place.inside("a key").refused(key);
          }
          entries.set(text, write(value, place.inside("entry [" + text + "]")));
        });
    return entries;
  }

  private ObjectNode components(Record record, ExchangedPlace place) {
    ObjectNode components = JSON.objectNode();
    for (RecordComponent each : record.getClass().getRecordComponents()) {
      ExchangedPlace inside = place.inside("component [" + each.getName() + "]");
      components.set(each.getName(), write(component(record, each, inside), inside));
    }
    return components;
  }

  static @Nullable Object component(
      Record record, RecordComponent component, ExchangedPlace place) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(record);
    } catch (InvocationTargetException | IllegalAccessException | InaccessibleObjectException e) {
      throw new IllegalArgumentException(
          "Cannot read %s of type [%s]: %s".formatted(place, record.getClass().getName(), e), e);
    }
  }
}
