package org.multihost.migration.qemu.migration;

import static org.apiguardian.api.API.Status.INTERNAL;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apiguardian.api.API;
import org.multihost.migration.HypervisorFigures;

/**
 * The figures that QEMU has reported of one migration, each with its last value: some of them, such
 * as {@code expected-downtime}, are in no answer after the end. Safe for use by several threads.
 */
@API(status = INTERNAL)
public final class ReportedFigures {

  private static final BigDecimal BYTES_PER_MEGABIT = BigDecimal.valueOf(1_000_000 / 8);

  private final Map<String, String> named = new TreeMap<>(); // guarded by this

  /** Adds an answer of {@code query-migrate}. */
  public synchronized ReportedFigures add(JsonNode answer) {
    answer.properties().forEach(field -> add(field.getKey(), field.getValue()));
    return this;
  }

  private void add(String name, JsonNode value) {
    if (value.isValueNode()) {
      named.put(name, value.asText());
    } else if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        add(name + "." + i, value.path(i));
      }
    } else {
      value.properties().forEach(field -> add(name + "." + field.getKey(), field.getValue()));
    }
  }

  /** Returns the figures so far. */
  public synchronized HypervisorFigures figures() {
    return new HypervisorFigures(
        bandwidth(),
        millis("expected-downtime"),
        amount("cpu-throttle-percentage"),
        amount("ram.normal"),
        amount("ram.duplicate"),
        amount("xbzrle-cache.cache-miss"),
        millis("postcopy-blocktime"),
        named);
  }

  private OptionalLong bandwidth() {
    String megabits = named.get("ram.mbps");
    return megabits == null
        ? OptionalLong.empty()
        : OptionalLong.of(
            new BigDecimal(megabits)
                .multiply(BYTES_PER_MEGABIT)
                .setScale(0, RoundingMode.HALF_UP)
                .longValue());
  }

  private OptionalLong amount(String name) {
    String text = named.get(name);
    return text == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
  }

  private Optional<Duration> millis(String name) {
    return Optional.ofNullable(named.get(name)).map(Long::parseLong).map(Duration::ofMillis);
  }
}
