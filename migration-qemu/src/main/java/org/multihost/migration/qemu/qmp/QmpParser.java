package org.multihost.migration.qemu.qmp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Set;

/**
 * The parser of QEMU's lines. It ignores unknown keys, as the protocol requires; a line that cannot
 * be a message causes a {@link QmpProtocolException}.
 *
 * @see <a href="https://www.qemu.org/docs/master/interop/qmp-spec.html">QMP specification</a>
 */
final class QmpParser {

  private static final ObjectReader READER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(JsonNode.class);

  /** The end of the year 9999: no event is later, and an {@link Instant} can hold it. */
  private static final long LATEST = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

  private final String vm;
  private final Clock clock;

  QmpParser(String vm, Clock clock) {
    this.vm = vm;
    this.clock = clock;
  }

  public QmpMessage parse(String line) {
    JsonNode message = read(line);
    if (message.has("event")) {
      return new QmpMessage.Occurrence(event(message, line));
    }
    if (message.has("return")) {
      return new QmpMessage.Success(id(message, line), message.get("return"));
    }
    if (message.has("error")) {
      return failure(message, line);
    }
    if (message.has("QMP")) {
      return new QmpMessage.Greeting(greeting(message.get("QMP"), line));
    }
    return new QmpMessage.Unknown();
  }

  private JsonNode read(String line) {
    JsonNode message;
    try {
      message = READER.readValue(line);
    } catch (JsonProcessingException e) {
      throw new QmpProtocolException(
          vm,
          "QEMU [%s] sent a line that is not JSON: %s; line [%s]"
              .formatted(vm, e.getOriginalMessage(), Excerpt.of(line)),
          e);
    }
    if (!message.isObject()) {
      throw new QmpProtocolException(
          vm,
          "QEMU [%s] sent a line that is not a JSON object: [%s]".formatted(vm, Excerpt.of(line)));
    }
    return message;
  }

  private long id(JsonNode message, String line) {
    JsonNode id = message.path("id");
    // A number beyond the range of ids must not be truncated to the id of another command.
    if (!id.isIntegralNumber() || !id.canConvertToLong()) {
      throw new QmpProtocolException(
          vm,
          "QEMU [%s] sent an answer without the id of a command: [%s]"
              .formatted(vm, Excerpt.of(line)));
    }
    return id.asLong();
  }

  private QmpMessage failure(JsonNode message, String line) {
    JsonNode error = message.get("error");
    String description = error.path("desc").asText("no description");
    if (!message.has("id")) {
      throw new QmpProtocolException(
          vm,
          "QEMU [%s] could not read what this side sent: [%s] (an error without an id)"
              .formatted(vm, description));
    }
    return new QmpMessage.Failure(
        id(message, line), error.path("class").asText("GenericError"), description);
  }

  private QmpEvent event(JsonNode message, String line) {
    if (!message.get("event").isTextual()) {
      throw new QmpProtocolException(
          vm, "QEMU [%s] sent an event without a name: [%s]".formatted(vm, Excerpt.of(line)));
    }
    JsonNode data = message.path("data");
    return new QmpEvent(
        message.get("event").asText(),
        data.isMissingNode() ? JsonNodeFactory.instance.objectNode() : data,
        timestamp(message.path("timestamp")));
  }

  private Instant timestamp(JsonNode timestamp) {
    long seconds = timestamp.path("seconds").asLong(-1);
    // QEMU sends -1 if it could not read the clock.
    return seconds < 0 || seconds > LATEST
        ? clock.instant()
        : Instant.ofEpochSecond(seconds).plus(microseconds(timestamp), ChronoUnit.MICROS);
  }

  private static long microseconds(JsonNode timestamp) {
    long microseconds = timestamp.path("microseconds").asLong(0);
    return microseconds < 0 || microseconds >= 1_000_000 ? 0 : microseconds;
  }

  private QmpGreeting greeting(JsonNode qmp, String line) {
    JsonNode version = qmp.path("version");
    JsonNode numbers = version.path("qemu");
    if (!numbers.path("major").isInt()) {
      throw new QmpProtocolException(
          vm, "QEMU [%s] greeted without its version: [%s]".formatted(vm, Excerpt.of(line)));
    }
    Set<String> capabilities = new HashSet<>();
    qmp.path("capabilities").forEach(capability -> capabilities.add(capability.asText()));
    return new QmpGreeting(
        numbers.path("major").asInt(),
        numbers.path("minor").asInt(),
        numbers.path("micro").asInt(),
        version.path("package").asText(""),
        capabilities);
  }
}
