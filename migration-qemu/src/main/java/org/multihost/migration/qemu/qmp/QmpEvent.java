package org.multihost.migration.qemu.qmp;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apiguardian.api.API;

/**
 * Something that QEMU told without being asked.
 *
 * @param name such as {@code STOP}; names not known here come through as well
 * @param data what belongs to it; an empty object if nothing does
 * @param timestamp when it happened by QEMU's host's clock, or when it came if QEMU does not say
 */
@API(status = EXPERIMENTAL, since = "0.1")
public record QmpEvent(String name, JsonNode data, Instant timestamp) {

  /** Accepts the events with one of these names. */
  public static Predicate<QmpEvent> named(String... names) {
    Set<String> wanted = Set.of(names);
    return event -> wanted.contains(event.name());
  }

  /** The string, number or boolean at a key of {@link #data()}, as text. */
  public Optional<String> text(String key) {
    return Optional.ofNullable(data.get(key)).filter(JsonNode::isValueNode).map(JsonNode::asText);
  }
}
