package org.multihost.migration.internal.rendezvous.hazelcast;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.multihost.migration.internal.rendezvous.state.Command;
import org.multihost.migration.internal.wire.Json;

/** The JSON form of the run's records; only those records can be read back. */
public final class Wire {

  private static final ObjectMapper JSON = Json.records().build();

  private Wire() {}

  public static String write(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("No JSON for [" + value.getClass() + "]", e);
    }
  }

  /** Writes a command, with the name of its type. */
  public static String write(Command command) {
    try {
      return JSON.writerFor(Command.class).writeValueAsString(command);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("No JSON for [" + command + "]", e);
    }
  }

  public static <T> T read(String json, Class<T> type) {
    try {
      T value = JSON.readValue(json, type);
      if (value == null) {
        throw new IllegalStateException("No [" + type.getSimpleName() + "]: [" + json + "]");
      }
      return value;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("No [" + type.getSimpleName() + "]: [" + json + "]", e);
    }
  }
}
