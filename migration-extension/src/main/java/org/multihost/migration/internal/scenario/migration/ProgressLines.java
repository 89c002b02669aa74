package org.multihost.migration.internal.scenario.migration;

import java.time.Duration;
import java.util.Optional;
import org.multihost.migration.MigrationProgress;
import org.multihost.migration.internal.scenario.environment.ProgressText;
import org.multihost.migration.internal.time.Time;

/**
 * The console's lines on one VM's progress: one for each status and pass, and between them one per
 * interval, however often progress is sampled. Not safe for use by several threads.
 */
final class ProgressLines {

  private final String vm;
  private final Duration interval;
  private final Time time;
  private MigrationProgress said = MigrationProgress.NONE;
  private long saidAt;

  ProgressLines(String vm, Duration interval, Time time) {
    this.vm = vm;
    this.interval = interval;
    this.time = time;
    this.saidAt = time.nanos();
  }

  /** Returns the line on this progress, if it needs one. */
  public Optional<String> next(MigrationProgress now) {
    boolean news =
        !now.status().equals(said.status()) || now.iteration() != said.iteration() || isTime();
    if (!news || ProgressText.of(now).equals(ProgressText.of(said))) {
      return Optional.empty();
    }
    said = now;
    saidAt = time.nanos();
    return Optional.of(vm + ": " + ProgressText.of(now));
  }

  private boolean isTime() {
    return time.since(saidAt).compareTo(interval) >= 0;
  }
}
