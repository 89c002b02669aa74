package org.multihost.migration.internal.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A reader of the JSON that an {@link ExchangedWriter} of another process wrote. Throws {@link
 * IllegalArgumentException} for anything else.
 *
 * @param name the name under which the value was handed over, for messages
 * @param types the records and enums that the value may contain
 */
record ExchangedReader(String name, KnownTypes types) {

  @Nullable Object read(JsonNode json) {
    return read(json, new ExchangedPlace(name));
  }

  private @Nullable Object read(JsonNode json, ExchangedPlace place) {
    if (json.isNull()) {
      return null;
    }
    if (json.isTextual()) {
      return json.textValue();
    }
    if (json.isBoolean()) {
      return json.booleanValue();
    }
    if (!json.isObject() || json.size() != 1) {
      throw malformed(json, place);
    }
    String word = json.fieldNames().next();
    JsonNode content = json.path(word);
    return switch (word) {
      case ExchangedWriter.LIST -> list(content, place);
      case ExchangedWriter.MAP -> map(content, place);
      case ExchangedWriter.OPTIONAL -> Optional.ofNullable(read(content, place.inside("value")));
      case ExchangedWriter.ENUM -> constant(content, place);
      case ExchangedWriter.RECORD -> record(content, place);
      default -> scalar(word, content, place);
    };
  }

  private List<@Nullable Object> list(JsonNode content, ExchangedPlace place) {
    List<@Nullable Object> list = new ArrayList<>();
    for (JsonNode each : content) {
      list.add(read(each, place.inside("element " + list.size())));
    }
    return list;
  }

  private Map<String, @Nullable Object> map(JsonNode content, ExchangedPlace place) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> each : content.properties()) {
      String key = each.getKey();
      map.put(key, read(each.getValue(), place.inside("entry [" + key + "]")));
    }
    return map;
  }

  private static Object scalar(String word, JsonNode content, ExchangedPlace place) {
    try {
      return ExchangedScalar.valueOf(word).read(content.asText());
    } catch (RuntimeException e) {
      throw malformed(content, place);
    }
  }

  private Object constant(JsonNode content, ExchangedPlace place) {
    Class<?> type = types.find(content.path(0).asText(), place);
    String constant = content.path(1).asText();
    Object[] constants = type.getEnumConstants();
    return Arrays.stream(constants == null ? new Object[0] : constants)
        .filter(each -> ((Enum<?>) each).name().equals(constant))
        .findFirst()
        .orElseThrow(() -> malformed(content, place));
  }

  private Object record(JsonNode content, ExchangedPlace place) {
    Class<?> type = types.find(content.path(0).asText(), place);
    JsonNode components = content.path(1);
    RecordComponent[] declared = type.getRecordComponents();
    if (declared == null || declared.length != components.size()) {
      throw malformed(content, place);
    }
    Class<?>[] parameters = new Class<?>[declared.length];
    @Nullable Object[] values = new Object[declared.length];
    for (int i = 0; i < declared.length; i++) {
      String component = declared[i].getName();
      parameters[i] = declared[i].getType();
      values[i] = read(components.path(component), place.inside("component [" + component + "]"));
    }
    return instance(type, parameters, values, place);
  }

  private static Object instance(
      Class<?> type, Class<?>[] parameters, @Nullable Object[] values, ExchangedPlace place) {
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(parameters);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException
        | IllegalArgumentException
        | InaccessibleObjectException e) {
      throw new IllegalArgumentException(
          "Cannot make a record [%s] for %s: %s".formatted(type.getName(), place, e), e);
    }
  }

  private static IllegalArgumentException malformed(JsonNode json, ExchangedPlace place) {
    return new IllegalArgumentException(
        "The text that arrived for %s is no value that a host hands over: [%s]"
            .formatted(place, Json.abridged(json.toString())));
  }
}
