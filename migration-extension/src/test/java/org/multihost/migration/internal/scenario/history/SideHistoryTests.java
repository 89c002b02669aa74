package org.multihost.migration.internal.scenario.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.multihost.migration.HypervisorFigures;
import org.multihost.migration.MigrationPass;
import org.multihost.migration.MigrationProgress;
import org.multihost.migration.MigrationSide;
import org.multihost.migration.StatusTime;

class SideHistoryTests {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final SideHistory history = new SideHistory("source");

  private void add(String status, long pass, long millis, long sent) {
    history.add(
        new MigrationProgress(status, pass, Duration.ofMillis(millis), sent, 0, 100, 0),
        NOON.plusMillis(millis));
  }

  private MigrationSide side() {
    return history.side(HypervisorFigures.NONE);
  }

  @Test
  void keepsEachStatusWithItsHostAndTime() {
    add("setup", 0, 1, 0);
    add("active", 0, 5, 0);
    add("active", 0, 6, 0);
    add("completed", 2, 900, 100);

    assertThat(side().statuses())
        .containsExactly(
            new StatusTime("source", "setup", NOON.plusMillis(1)),
            new StatusTime("source", "active", NOON.plusMillis(5)),
            new StatusTime("source", "completed", NOON.plusMillis(900)));
  }

  @Test
  void computesTheTimeAndTheBytesOfEachPass() {
    add("active", 0, 5, 0);
    add("active", 1, 10, 0);
    add("active", 1, 11, 2);
    add("active", 1, 300, 60);
    add("active", 2, 500, 60);
    add("active", 2, 505, 90);
    add("completed", 2, 700, 97);

    assertThat(side().passes())
        .containsExactly(
            new MigrationPass(1, Duration.ofMillis(490), 88),
            new MigrationPass(2, Duration.ofMillis(200), 7));
  }

  @Test
  void leavesOutSamplesThatAreTooCloseAndNeverAStatusOrAPass() {
    add("active", 1, 0, 0);
    add("active", 1, 1, 1);
    add("active", 1, 2, 2);
    add("active", 1, 150, 3);
    add("active", 2, 151, 4);
    add("active", 2, 152, 5);

    assertThat(side().progress().stream().map(MigrationProgress::transferred))
        .containsExactly(0L, 1L, 3L, 4L, 5L);
  }

  @Test
  void isBoundedHoweverLongItTakes() {
    for (int second = 0; second < 20_000; second++) {
      add(second % 2 == 0 ? "active" : "device", second, second * 1000L, second);
    }
    history.ended(
        new MigrationProgress("completed", 20_000, Duration.ofHours(6), 1, 0, 1, 0), NOON);

    assertThat(side().progress()).hasSizeBetween(100, SideHistory.CAPACITY);
    assertThat(side().progress().get(0).elapsed()).isZero();
    assertThat(side().statuses()).hasSizeLessThan(SideHistory.CAPACITY);
  }
}
