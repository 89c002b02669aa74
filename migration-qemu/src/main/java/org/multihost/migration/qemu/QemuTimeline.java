package org.multihost.migration.qemu;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.multihost.migration.qemu.process.DurationText;
import org.multihost.migration.qemu.qmp.QmpClient;
import org.multihost.migration.qemu.qmp.QmpEvent;

/** The last events of one QEMU. Safe for use by several threads. */
final class QemuTimeline {

  private static final int KEPT = 200;
  private static final int LONGEST_DATA = 200;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

  private final Deque<QmpEvent> events = new ArrayDeque<>(); // guarded by this
  private boolean fromSnapshot; // guarded by this

  /** Records events from now on, until the client is closed. */
  public static QemuTimeline of(QmpClient qmp) {
    QemuTimeline timeline = new QemuTimeline();
    qmp.subscribe(event -> true).forEach(timeline::add);
    return timeline;
  }

  /**
   * Replaces all events by one: to QEMU, the start from a snapshot is an incoming migration, which
   * would be taken for one of the test.
   */
  synchronized void startedFromSnapshot(Instant now) {
    events.clear();
    events.add(
        new QmpEvent(
            "started from the snapshot of an earlier boot",
            JsonNodeFactory.instance.objectNode(),
            now));
    fromSnapshot = true;
  }

  /** Whether the start from a snapshot is the only migration that QEMU knows. */
  synchronized boolean isOnlyFromSnapshot() {
    return fromSnapshot;
  }

  synchronized void add(QmpEvent event) {
    fromSnapshot &= !event.name().equals("MIGRATION");
    if (events.size() == KEPT) {
      events.removeFirst();
    }
    events.addLast(event);
  }

  /**
   * Returns lines such as {@code 14:03:22.123, 2.31 s ago: MIGRATION {"status":"active"}}, the
   * oldest first.
   */
  synchronized List<String> lines(Instant now) {
    return events.stream().map(event -> line(event, now)).toList();
  }

  private static String line(QmpEvent event, Instant now) {
    String data = event.data().isEmpty() ? "" : " " + event.data();
    return "%s, %s ago: %s%s"
        .formatted(
            TIME.format(event.timestamp()),
            DurationText.of(Duration.between(event.timestamp(), now)),
            event.name(),
            data.length() <= LONGEST_DATA ? data : data.substring(0, LONGEST_DATA) + "…");
  }
}
