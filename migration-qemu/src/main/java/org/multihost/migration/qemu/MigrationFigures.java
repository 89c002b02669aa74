package org.multihost.migration.qemu;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.multihost.migration.MigrationProgress;
import org.multihost.migration.qemu.migration.ReportedFigures;
import org.multihost.migration.qemu.process.DurationText;
import org.multihost.migration.spi.OutgoingFigures;

/** An answer of {@code query-migrate}. In a progress, figures that QEMU omits are zero. */
record MigrationFigures(JsonNode answer) {

  /** The figures of a QEMU that has not answered. */
  static final MigrationFigures NONE = new MigrationFigures(JsonNodeFactory.instance.objectNode());

  public String status() {
    return answer.path("status").asText("none");
  }

  /** Whether QEMU has added up the times, which it does shortly after it reports the end. */
  boolean hasTotalTime() {
    return answer.path("total-time").asLong() > 0;
  }

  /** Returns QEMU's description of the failure; empty if there is none. */
  public Optional<String> error() {
    return Optional.of(answer.path("error-desc").asText("")).filter(text -> !text.isEmpty());
  }

  /** Whether the answer has the amounts of memory. */
  boolean hasMemory() {
    return answer.has("ram");
  }

  /** Returns the status, the duration and the amounts of memory in one line. */
  public String text() {
    String text = "[%s]".formatted(status());
    if (hasTotalTime()) {
      text += " after " + DurationText.of(Duration.ofMillis(answer.path("total-time").asLong()));
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

  public MigrationProgress progress() {
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

  /**
   * Returns the figures of a migration that has ended.
   *
   * @param measured the duration from its start to its end
   * @param last the amounts to use if this answer has none
   * @param reported the figures of all answers before this one
   */
  OutgoingFigures ofTheEnd(Duration measured, MigrationProgress last, ReportedFigures reported) {
    MigrationProgress amounts = hasMemory() ? progress() : last;
    boolean known = amounts != MigrationProgress.NONE;
    return new OutgoingFigures(
        hasTotalTime() ? milliseconds("total-time") : measured,
        hasTotalTime() ? known("downtime") : Optional.empty(),
        known("setup-time"),
        known ? OptionalLong.of(amounts.transferred()) : OptionalLong.empty(),
        known ? OptionalLong.of(amounts.iteration()) : OptionalLong.empty(),
        reported.add(answer).figures());
  }

  private Optional<Duration> known(String key) {
    return answer.has(key) ? Optional.of(milliseconds(key)) : Optional.empty();
  }

  private Duration milliseconds(String key) {
    return Duration.ofMillis(answer.path(key).asLong());
  }

  private long ram(String key) {
    return answer.path("ram").path(key).asLong();
  }
}
