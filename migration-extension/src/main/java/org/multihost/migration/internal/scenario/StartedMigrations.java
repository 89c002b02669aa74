package org.multihost.migration.internal.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.multihost.migration.Migration;
import org.multihost.migration.MigrationResult;

/**
 * The migrations of one test on this host: their numbers, those on threads of their own, and the
 * results of those that ended. Safe for use by several threads.
 */
final class StartedMigrations {

  private final AtomicInteger lastNumber = new AtomicInteger();
  private final List<BackgroundMigration> background = new ArrayList<>(); // guarded by itself
  private final List<MigrationResult> results = new ArrayList<>(); // guarded by itself

  int nextNumber() {
    return lastNumber.incrementAndGet();
  }

  Migration start(BackgroundMigration migration) {
    synchronized (background) {
      background.add(migration);
    }
    migration.start();
    return migration;
  }

  MigrationResult ended(MigrationResult result) {
    synchronized (results) {
      results.add(result);
    }
    return result;
  }

  /** Waits for all that were started, and throws what the first of them to fail has thrown. */
  void join() {
    started().forEach(Migration::join);
  }

  /** Waits, a little, until no thread of theirs does anything for the test any more. */
  void awaitThreads() {
    started().forEach(BackgroundMigration::awaitThread);
  }

  private List<BackgroundMigration> started() {
    synchronized (background) {
      return List.copyOf(background);
    }
  }

  /** In the order of their ends on this host. */
  List<MigrationResult> results() {
    synchronized (results) {
      return List.copyOf(results);
    }
  }
}
