package org.multihost.migration.internal.scenario.history;

import java.time.Duration;
import java.util.Optional;
import org.multihost.migration.MigrationProgress;
import org.multihost.migration.internal.scenario.environment.ProgressText;
import org.multihost.migration.internal.time.Time;

/**
 * The console's lines on one VM's progress: one for each status and pass, and between them one per
 * interval, however often progress is sampled. A line has figures only if they are newer than the
 * status and the pass before. Not safe for use by several threads.
 */
public final class ProgressLines {

  /** The pass from which on a migration is said not to converge; most need less than five. */
  static final int MANY_PASSES = 10;

  private final String vm;
  private final Duration interval;
  private final Time time;
  private MigrationProgress received = MigrationProgress.NONE;
  private MigrationProgress said = MigrationProgress.NONE;
  private String text = "";
  private long saidAt;
  private boolean saidManyPasses;

  public ProgressLines(String vm, Duration interval, Time time) {
    this.vm = vm;
    this.interval = interval;
    this.time = time;
    this.saidAt = time.nanos();
  }

  /** Returns the line on this progress, if it needs one. */
  public Optional<String> next(MigrationProgress now) {
    boolean sampled = !hasFiguresOf(received, now);
    boolean event = differs(received, now);
    received = now;
    if (!differs(said, now) && !isTime()) {
      return Optional.empty();
    }
    String progress = event && !sampled ? ProgressText.withoutFigures(now) : ProgressText.of(now);
    return line(now, progress + manyPasses(now));
  }

  /** Returns, once, what to do about a migration that does not converge. */
  private String manyPasses(MigrationProgress now) {
    if (saidManyPasses || now.iteration() < MANY_PASSES) {
      return "";
    }
    saidManyPasses = true;
    return "; it does not converge: the guest changes its memory as fast as it is sent; use autoConverge(), postcopy(…), or a larger maxBandwidth(…) or downtimeLimit(…)";
  }

  /** Returns the line on the final figures, unless the last line had them. */
  public Optional<String> last(MigrationProgress end) {
    return line(end, ProgressText.of(end));
  }

  private Optional<String> line(MigrationProgress now, String next) {
    if (next.equals(text)) {
      return Optional.empty();
    }
    said = now;
    text = next;
    saidAt = time.nanos();
    return Optional.of(vm + ": " + next);
  }

  private static boolean differs(MigrationProgress before, MigrationProgress now) {
    return !now.status().equals(before.status()) || now.iteration() != before.iteration();
  }

  private static boolean hasFiguresOf(MigrationProgress before, MigrationProgress now) {
    return now.transferred() == before.transferred()
        && now.remaining() == before.remaining()
        && now.total() == before.total()
        && now.dirtyRate() == before.dirtyRate();
  }

  private boolean isTime() {
    return time.since(saidAt).compareTo(interval) >= 0;
  }
}
