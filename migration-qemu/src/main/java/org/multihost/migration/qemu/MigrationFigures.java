package org.multihost.migration.qemu;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.MigrationProgress;
import org.multihost.migration.spi.OutgoingReport;

/** What {@code query-migrate} answered; what QEMU leaves out is zero. */
record MigrationFigures(JsonNode answer) {

  String status() {
    return answer.path("status").asText("none");
  }

  /** Whether QEMU has added up the times, which it does shortly after it says that it is done. */
  boolean hasTotalTime() {
    return answer.path("total-time").asLong() > 0;
  }

  /** Why it failed, in QEMU's words. */
  Optional<String> error() {
    return Optional.of(answer.path("error-desc").asText("")).filter(text -> !text.isEmpty());
  }

  /** Whether it says how much memory was sent. */
  boolean hasMemory() {
    return answer.has("ram");
  }

  /** In one line: the status, how long, and how much of the memory. */
  String text() {
    String text = "[%s]".formatted(status());
    if (hasTotalTime()) {
      text += " after %d ms".formatted(answer.path("total-time").asLong());
    }
    return hasMemory()
        ? text
            + ", pass %d, sent %s, remaining %s of %s"
                .formatted(
                    ram("dirty-sync-count"),
                    mebibytes("transferred"),
                    mebibytes("remaining"),
                    mebibytes("total"))
        : text;
  }

  private String mebibytes(String key) {
    return String.format(Locale.ROOT, "%.1f MiB", ram(key) / (1024.0 * 1024.0));
  }

  MigrationProgress progress() {
    long pageSize = ram("page-size");
    return new MigrationProgress(
        status(),
        ram("dirty-sync-count"),
        milliseconds("total-time"),
        ram("transferred"),
        ram("remaining"),
        ram("total"),
        ram("dirty-pages-rate") * (pageSize == 0 ? 4096 : pageSize));
  }

  /** The report of a migration that has ended so; {@code last} has the amounts if this has none. */
  OutgoingReport report(
      MigrationOutcome outcome,
      Duration measured,
      MigrationProgress last,
      Optional<Instant> stopped,
      Optional<String> error) {
    return new OutgoingReport(
        outcome,
        hasTotalTime() ? milliseconds("total-time") : measured,
        milliseconds("downtime"),
        milliseconds("setup-time"),
        hasMemory() ? ram("transferred") : last.transferred(),
        hasMemory() ? ram("dirty-sync-count") : last.iteration(),
        stopped,
        error);
  }

  private Duration milliseconds(String key) {
    return Duration.ofMillis(answer.path(key).asLong());
  }

  private long ram(String key) {
    return answer.path("ram").path(key).asLong();
  }
}
