package org.multihost.migration.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.multihost.migration.qemu.qmp.QmpEvent;

class QemuTimelineTests {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.600Z");

  private final QemuTimeline timeline = new QemuTimeline();

  private void add(String name, String key, String value, long millisAgo) {
    timeline.add(
        new QmpEvent(
            name,
            key.isEmpty()
                ? JsonNodeFactory.instance.objectNode()
                : JsonNodeFactory.instance.objectNode().put(key, value),
            NOW.minusMillis(millisAgo)));
  }

  @Test
  void tellsWhatHappenedWhenTheOldestFirst() {
    add("MIGRATION", "status", "active", 2_345);
    add("STOP", "", "", 40);

    assertThat(timeline.lines(NOW))
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .matches("\\d\\d:\\d\\d:03.255, 2.35 s ago: MIGRATION .\"status\":\"active\"."),
            line -> assertThat(line).endsWith(":05.560, 40 ms ago: STOP"));
  }

  @Test
  void keepsTheLastOnesAndCutsWhatIsLong() {
    for (int number = 0; number < 250; number++) {
      add("E" + number, "text", "x".repeat(1_000), 0);
    }

    assertThat(timeline.lines(NOW))
        .hasSize(200)
        .allSatisfy(line -> assertThat(line).hasSizeLessThan(260).endsWith("x…"))
        .last()
        .asString()
        .contains(": E249 ");
  }

  @Test
  void forgetsTheMigrationThatAStartFromASnapshotIs() {
    add("MIGRATION", "status", "completed", 900);
    add("RESUME", "", "", 500);
    timeline.startedFromSnapshot(NOW);

    assertThat(timeline.isOnlyFromSnapshot()).isTrue();
    assertThat(timeline.lines(NOW))
        .singleElement()
        .asString()
        .endsWith(" ago: started from the snapshot of an earlier boot");

    add("STOP", "", "", 0);
    assertThat(timeline.isOnlyFromSnapshot()).isTrue();
    add("MIGRATION", "status", "setup", 0);
    assertThat(timeline.isOnlyFromSnapshot()).isFalse();
  }
}
