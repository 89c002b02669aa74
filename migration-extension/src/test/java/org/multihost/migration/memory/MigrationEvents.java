package org.multihost.migration.memory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.multihost.migration.MigrationMoment;
import org.multihost.migration.MigrationProgress;
import org.multihost.migration.spi.ProgressListener;

/** The events of a migration's script, and the listener to its progress. For the clock's thread. */
final class MigrationEvents {

  private final MemoryMigration migration;
  private final ProgressListener listener;
  private final List<MigrationScript.Event> pending;

  MigrationEvents(
      MemoryMigration migration, List<MigrationScript.Event> events, ProgressListener listener) {
    this.migration = migration;
    this.pending = new ArrayList<>(events);
    this.listener = listener;
  }

  /** The migration has started. */
  void begin(MemoryClock clock) {
    for (MigrationScript.Event event : pending) {
      if (event.moment() instanceof MigrationMoment.Elapsed elapsed) {
        clock.after(elapsed.duration(), () -> unlessOver(event));
      }
    }
  }

  private void unlessOver(MigrationScript.Event event) {
    if (!migration.isOver()) {
      happen(event);
    }
  }

  /** How long until the next sample. */
  Duration interval(Duration otherwise, Duration forMoments) {
    return listener.awaitsMoment() ? forMoments : otherwise;
  }

  /** Tells the listener; then happens what was to happen at this moment. */
  void progressed(MigrationProgress progress) {
    tell(listener::progressed, progress);
    tell(now -> waits(now.status()).ifPresent(listener::waits), progress);
    List.copyOf(pending).stream()
        .filter(event -> hasCome(event.moment(), progress))
        .forEach(this::happen);
  }

  static Optional<ProgressListener.Wait> waits(String status) {
    return switch (status) {
      case "pre-switchover" -> Optional.of(ProgressListener.Wait.SWITCHOVER);
      case "postcopy-paused" -> Optional.of(ProgressListener.Wait.RECOVERY);
      default -> Optional.empty();
    };
  }

  void ended(MigrationProgress last) {
    tell(listener::ended, last);
  }

  private static void tell(Consumer<MigrationProgress> told, MigrationProgress progress) {
    try {
      told.accept(progress);
    } catch (RuntimeException | Error failed) {
      Thread thread = Thread.currentThread();
      thread.getUncaughtExceptionHandler().uncaughtException(thread, failed);
    }
  }

  private void happen(MigrationScript.Event event) {
    if (pending.remove(event)) {
      event.happens().accept(migration);
    }
  }

  private static boolean hasCome(MigrationMoment moment, MigrationProgress progress) {
    if (moment instanceof MigrationMoment.Pass pass) {
      return progress.iteration() >= pass.number();
    }
    if (moment instanceof MigrationMoment.Status status) {
      return progress.status().equals(status.word());
    }
    return moment instanceof MigrationMoment.Percent percent
        && progress.iteration() > 0
        && 100 - progress.remaining() * 100 / progress.total() >= percent.least();
  }
}
