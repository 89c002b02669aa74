package org.multihost.migration.qemu.qmp;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apiguardian.api.API;

/**
 * An asynchronous event of QEMU.
 *
 * @param name such as {@code STOP}; unknown names are delivered as well
 * @param data the event's data; an empty object if there is none
 * @param timestamp the time of the event by the clock of QEMU's host, or the time of its arrival if
 *     QEMU does not send one
 */
@API(status = EXPERIMENTAL, since = "0.1")
public record QmpEvent(String name, JsonNode data, Instant timestamp) {

  /** Returns a filter that accepts the events with one of these names. */
  public static Predicate<QmpEvent> named(String... names) {
    Set<String> wanted = Set.of(names);
    return event -> wanted.contains(event.name());
  }

  /** Returns the string, number or boolean at a key of {@link #data()}, as text. */
  public Optional<String> text(String key) {
    return Optional.ofNullable(data.get(key)).filter(JsonNode::isValueNode).map(JsonNode::asText);
  }
}
