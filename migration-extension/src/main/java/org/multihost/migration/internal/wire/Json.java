package org.multihost.migration.internal.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.Writer;

/**
 * The JSON of the data that hosts exchange. Records are of known types, without type names in the
 * text; only a test's own values name their types.
 */
public final class Json {

  private static final ObjectMapper MAPPER =
      records()
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private Json() {}

  /** A builder of mappers that write a record's components only, and not what isTest() returns. */
  public static JsonMapper.Builder records() {
    JsonFactory ofLongTexts =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();
    return JsonMapper.builder(ofLongTexts).disable(MapperFeature.AUTO_DETECT_IS_GETTERS);
  }

  /** Writes a record, on one line. */
  public static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "Value of type [%s] cannot be written as JSON: %s"
              .formatted(value.getClass().getName(), e.getOriginalMessage()),
          e);
    }
  }

  /**
   * Reads a record of a known type.
   *
   * @throws IllegalArgumentException if the text is no such record
   */
  public static <T> T read(String json, Class<T> type) {
    try {
      T value = MAPPER.readValue(json, type);
      if (value == null) {
        throw new IllegalArgumentException(
            "JSON text [%s] is no [%s]".formatted(abridged(json), type.getName()));
      }
      return value;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "JSON text [%s] is no [%s]: %s"
              .formatted(abridged(json), type.getName(), e.getOriginalMessage()),
          e);
    }
  }

  /** Writes any JSON in ASCII, which preserves an unpaired surrogate that UTF-8 cannot encode. */
  static void write(JsonNode json, Writer to) {
    try {
      MAPPER.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII).writeValue(to, json);
    } catch (IOException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /**
   * Reads any JSON.
   *
   * @throws IllegalArgumentException if the text is no JSON
   */
  static JsonNode tree(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "Text [%s] is no JSON: %s".formatted(abridged(json), e.getOriginalMessage()), e);
    }
  }

  static String abridged(String text) {
    return text.length() <= 200 ? text : text.substring(0, 200) + "…";
  }
}
