package org.multihost.migration.internal.scenario.failure;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.multihost.migration.internal.time.Time;

/**
 * The failures that threads of this host know and that are on their way to the other hosts. A host
 * meets the others only when they have arrived: otherwise a host could leave the meeting, and the
 * test, without them. Safe for use by several threads.
 */
final class PendingReports {

  /** The coordinator's limit for an answer. */
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Time time;
  private final Set<CompletableFuture<Boolean>> pending = ConcurrentHashMap.newKeySet();

  PendingReports(Time time) {
    this.time = time;
  }

  /** Runs the code that records a failure on this host and then reports it. */
  void run(Runnable report) {
    CompletableFuture<Boolean> end = new CompletableFuture<>();
    pending.add(end);
    try {
      report.run();
    } finally {
      pending.remove(end);
      end.complete(true);
    }
  }

  /** Waits until what has been recorded on this host has been reported. */
  void await() {
    CompletableFuture<Void> all =
        CompletableFuture.allOf(pending.toArray(CompletableFuture<?>[]::new));
    time.awaitUninterruptibly(all.thenApply(none -> true), LIMIT, false);
  }
}
