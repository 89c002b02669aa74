package org.multihost.migration.internal.scenario.history;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.multihost.migration.HypervisorFigures;
import org.multihost.migration.MigrationProgress;
import org.multihost.migration.MigrationSide;
import org.multihost.migration.StatusTime;

/**
 * The history of one side of a VM's migration. It keeps each status and pass, the sample after
 * each, and between them one sample per interval. When it is full, the interval doubles, and the
 * samples that are then too close are left out; if these are too few, every second one of all. Safe
 * for use by several threads.
 */
public final class SideHistory {

  /** The number of samples that are kept at most, and a third of the statuses. */
  static final int CAPACITY = 500;

  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final int MOST_STATUSES = CAPACITY / 3;

  /** A sample; the next one after a report of a status or a pass has its figures. */
  private record Sample(MigrationProgress progress, boolean kept) {}

  private final String host;

  // Guarded by this.
  private final List<Sample> samples = new ArrayList<>();
  private final List<StatusTime> statuses = new ArrayList<>();
  private Duration interval = Duration.ofMillis(100);
  private boolean isNews;

  /** Creates the history of a side on that host. */
  public SideHistory(String host) {
    this.host = host;
  }

  /** Adds a report of the driver, received at that time. */
  public synchronized void add(MigrationProgress now, Instant time) {
    MigrationProgress before =
        samples.isEmpty() ? MigrationProgress.NONE : samples.get(samples.size() - 1).progress();
    boolean afterNews = isNews;
    boolean isStatus = !now.status().equals(before.status());
    isNews = isStatus || now.iteration() != before.iteration();
    if (isStatus && statuses.size() < MOST_STATUSES) {
      statuses.add(new StatusTime(host, now.status(), time));
    }
    if (isNews || afterNews || isFarFrom(before, now)) {
      samples.add(new Sample(now, isNews || afterNews));
      thinOut();
    }
  }

  /** Adds the last figures of a migration that has ended. */
  public synchronized void ended(MigrationProgress last, Instant time) {
    isNews = true;
    add(last, time);
  }

  private boolean isFarFrom(MigrationProgress before, MigrationProgress now) {
    return now.elapsed().minus(before.elapsed()).compareTo(interval) >= 0;
  }

  private void thinOut() {
    if (samples.size() <= CAPACITY) {
      return;
    }
    interval = interval.compareTo(LONGEST) < 0 ? interval.multipliedBy(2) : interval;
    List<Sample> fewer = new ArrayList<>();
    for (Sample each : samples) {
      if (each.kept() || isFarFrom(fewer.get(fewer.size() - 1).progress(), each.progress())) {
        fewer.add(each);
      }
    }
    samples.clear();
    boolean tooMany = fewer.size() > CAPACITY * 3 / 4;
    for (int i = 0; i < fewer.size(); i += tooMany ? 2 : 1) {
      samples.add(fewer.get(i));
    }
  }

  /** Returns the history so far, with the figures of the end. */
  public synchronized MigrationSide side(HypervisorFigures figures) {
    return new MigrationSide(figures, samples.stream().map(Sample::progress).toList(), statuses);
  }
}
